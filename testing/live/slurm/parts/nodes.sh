# Nodes, and the login node: each is a PID namespace, whose first process outlives what it starts, and starts it again when told.

# power_on NODE
power_on() {
  local node=$1
  daemon "node-$node" unshare --pid --fork --kill-child --mount-proc -- /bin/bash "$HERE/parts/node" "$DIR/run/again-$node" \
    slurmd -D -f "$DIR/etc/slurm.conf" -N "$node" -d "$(tree)/usr/sbin/slurmstepd"
}

# first_of NAME: the first process of that namespace.
first_of() { pgrep -P "$(pid_of "$1")"; }

# end_all NAME: it and, where it is a namespace, everything in it; returns when that is gone too, and with it its ports.
end_all() {
  local first=''
  case $1 in
    node-* | login) ! is_up "$1" || first=$(first_of "$1" || true) ;;
  esac
  end "$1"
  [ -z "$first" ] || await_end "$first" || die "the first process of $1 ($first) cannot be ended"
}

is_node() { nodes | grep -qx -- "${1:-}" || die "which node? $(nodes | paste -sd' ')"; }

kill_node() {
  is_node "$@"
  end_all "node-$1"
}

# Its steps, and the programs of its jobs, run on.
kill_slurmd() {
  local pid
  is_node "$@"
  pid=$(pgrep -P "$(first_of "node-$1")" -x slurmd) || die "slurmd of $1 is not up"
  kill -KILL "$pid"
  await_end "$pid" || die "slurmd of $1 (process $pid) cannot be ended"
}

start_node() {
  is_node "$@"
  if ! is_up "node-$1"; then
    power_on "$1"
  elif ! pgrep -P "$(first_of "node-$1")" -x slurmd >/dev/null; then
    touch "$DIR/run/again-$1"
  fi
  await "node-$1" is_listening "$(node_port "$1")"
  await slurmctld nodes_are_up "$1"
  # One that came back with what the controller knows nothing of, or knows twice, is drained.
  ! client sinfo -h -n "$1" -o %T | grep -q drain || client scontrol update NodeName="$1" State=RESUME
}

# A real sshd, for keys only, and what a client needs: ssh/config has the cluster's name as a host.
login_node() {
  local port
  port=$(login_port)
  if [ ! -e "$DIR/ssh/id" ]; then
    ssh-keygen -q -t ed25519 -N '' -C "$NAME" -f "$DIR/ssh/id"
    ssh-keygen -q -t ed25519 -N '' -C "$NAME" -f "$DIR/private/host"
    install -m 644 "$DIR/ssh/id.pub" "$DIR/etc/authorized_keys"
    echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$DIR/private/host.pub")" >"$DIR/ssh/known_hosts"
    cat >"$DIR/ssh/config" <<END
Host $NAME
  HostName 127.0.0.1
  Port $port
  User berth
  IdentityFile $DIR/ssh/id
  IdentitiesOnly yes
  UserKnownHostsFile $DIR/ssh/known_hosts
  StrictHostKeyChecking yes
END
    cat >"$DIR/etc/sshd_config" <<END
ListenAddress 127.0.0.1:$port
HostKey $DIR/private/host
AuthorizedKeysFile $DIR/etc/authorized_keys
AuthenticationMethods publickey
AllowUsers berth
StrictModes no
UsePAM no
PidFile none
PrintMotd no
SetEnv PATH=$DIR/bin:/usr/local/bin:/usr/bin:/bin
Subsystem sftp internal-sftp
END
  fi
  daemon login unshare --pid --fork --kill-child --mount-proc -- /bin/bash "$HERE/parts/node" "$DIR/run/again-login" \
    /usr/sbin/sshd -D -e -f "$DIR/etc/sshd_config"
}
