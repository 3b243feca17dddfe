# Slurm's accounting: MariaDB, slurmdbd, and who may use how much.

configure_accounting() {
  cat <<END
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$(dbd_port)
AccountingStoragePass=$DIR/run/munge.sock
AccountingStorageTRES=gres/gpu
AccountingStorageEnforce=associations,limits,qos
PriorityType=priority/multifactor
END
  (umask 077 && cat >"$DIR/etc/slurmdbd.conf") <<END
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$(dbd_port)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$DIR/run/munge.sock
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$DIR/private/jwt.key
CommunicationParameters=NoInAddrAny
PidFile=$DIR/state/slurmdbd.pid
PluginDir=$(plugins)
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$(sql_port)
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm
END
}

database() {
  # Servers that start at the same time clear away each other's temporary files where they share a folder for them.
  mkdir "$DIR/private/sql" "$DIR/private/tmp"
  mariadb-install-db --no-defaults --user=root --tmpdir="$DIR/private/tmp" --datadir="$DIR/private/sql" --skip-test-db --auth-root-authentication-method=normal \
    >"$DIR/log/mariadb-install.log" 2>&1 || { head -n 5 "$DIR/log/mariadb-install.log" >&2; die "MariaDB cannot be set up"; }
  daemon mariadbd mariadbd --no-defaults --user=root --datadir="$DIR/private/sql" --tmpdir="$DIR/private/tmp" --socket="$DIR/run/sql.sock" \
    --bind-address=127.0.0.1 --port="$(sql_port)" --pid-file="$DIR/state/mariadbd.pid" \
    --innodb-flush-log-at-trx-commit=0 --innodb-lock-wait-timeout=900
  await mariadbd sql 'select 1'
  sql "create database slurm; grant all on slurm.* to 'slurm'@'127.0.0.1' identified by 'slurm';
    grant all on slurm.* to 'slurm'@'localhost' identified by 'slurm';" || die "MariaDB takes no database"
  accounting_daemon
  await slurmdbd is_listening "$(dbd_port)"
}

sql() { mariadb --no-defaults --socket="$DIR/run/sql.sock" --user=root -e "$1"; }

# It looks for its configuration beside that of Slurm.
accounting_daemon() { daemon slurmdbd slurmdbd -D; }

# The controller makes its cluster known by itself, and takes the accounts from slurmdbd.
accounts() {
  await slurmctld eval 'client sacctmgr -nP show cluster format=cluster | grep -qx "$NAME"'
  {
    client sacctmgr -iQ add account ml spent
    client sacctmgr -iQ add user berth account=ml,spent DefaultAccount=ml
    client sacctmgr -iQ modify account spent set GrpTRESMins=cpu=0
  } >"$DIR/log/accounts.log" 2>&1 || { cat "$DIR/log/accounts.log" >&2; die "the accounts cannot be made"; }
  await slurmctld eval 'client scontrol show assoc_mgr flags=assoc users=berth | grep -q "Account=spent"'
}
