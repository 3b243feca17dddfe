# A cluster's ports and Slurm's own configuration.

ctld_port() { echo "$PORTS"; }
rest_port() { echo $((PORTS + 1)); }
dbd_port() { echo $((PORTS + 2)); }
sql_port() { echo $((PORTS + 3)); }
login_port() { echo $((PORTS + 4)); }
node_port() { echo $((PORTS + 9 + ${1#n})); }

nodes() {
  local i
  for ((i = 1; i <= NODES; i++)); do echo "n$i"; done
}

# Below the ports that the kernel gives to whoever asks for any, and those of the Kubernetes clusters. Clusters that start at
# the same time take theirs in turn.
choose_ports() {
  local i
  exec 7>"$HOME_DIR/ports.lock"
  flock 7
  for ((i = 0; i < 200; i++)); do
    PORTS=$((12000 + 80 * (RANDOM % 95)))
    if ! grep -qsx "$PORTS" "$STATE"/*/ports && ports_are_free; then
      echo "$PORTS" >"$DIR/ports"
      exec 7>&-
      return 0
    fi
  done
  die "no free block of ports was found"
}

ports_are_free() {
  local port
  for ((port = PORTS; port < PORTS + 10 + NODES; port++)); do
    ! is_listening $port || return 1
  done
}

configure() {
  local i program gathers=none
  head -c 1024 /dev/urandom >"$DIR/private/munge.key"
  head -c 64 /dev/urandom >"$DIR/private/jwt.key"
  chmod 600 "$DIR"/private/*.key
  for i in $(nodes); do mkdir "$DIR/spool/$i"; done
  # Slurm wants character devices; links to one will do.
  for ((i = 0; i < GPUS; i++)); do ln -s /dev/null "$DIR/dev/gpu$i"; done
  [ "$GPUS" = 0 ] || echo "NodeName=n[1-$NODES] Name=gpu Type=a100 File=$DIR/dev/gpu[0-$((GPUS - 1))]" >"$DIR/etc/gres.conf"
  # 22.05 runs without one when nothing is said of it, and knows no such plug-in.
  [ "$SUITE" = bookworm ] || echo CgroupPlugin=disabled >"$DIR/etc/cgroup.conf"
  : >"$DIR/etc/plugstack.conf"
  # What people type, and what a job finds in its path, whatever the suite.
  for program in "$(tree)"/usr/bin/s*; do
    printf '#!/bin/sh\nexport SLURM_CONF=%s\nexec %s "$@"\n' "$DIR/etc/slurm.conf" "$program" >"$DIR/bin/${program##*/}"
  done
  # shellcheck disable=SC2016 # the script's own variable
  printf '#!/bin/sh\necho "export PATH=%s${PATH:+:$PATH}"\necho "unset SLURM_SCRIPT_CONTEXT"\n' "$DIR/bin" >"$DIR/etc/task-prolog"
  chmod 755 "$DIR"/bin/* "$DIR/etc/task-prolog"
  [ -z "$ACCOUNTING" ] || gathers=linux
  slurm_conf $gathers >"$DIR/etc/slurm.conf"
  { [ -z "$ACCOUNTING" ] || configure_accounting; } >>"$DIR/etc/slurm.conf"
}

slurm_conf() {
  cat <<END
ClusterName=$NAME
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$(ctld_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$DIR/run/munge.sock
CredType=cred/munge
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$DIR/private/jwt.key
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$DIR/state
SlurmdSpoolDir=$DIR/spool/%n
SlurmctldPidFile=$DIR/state/slurmctld.pid
SlurmdPidFile=$DIR/spool/%n/slurmd.pid
PlugStackConfig=$DIR/etc/plugstack.conf
PluginDir=$(plugins)
TaskProlog=$DIR/etc/task-prolog
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/$1
SchedulerType=sched/backfill
# Slurm's own times would have a job wait for seconds.
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=5
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=64
SlurmdParameters=config_overrides
# A node is down after about SlurmdTimeout and twice MessageTimeout.
MessageTimeout=5
SlurmdTimeout=5
SlurmctldTimeout=60
ReturnToService=2
JobRequeue=1
KillWait=2
MinJobAge=600
MaxJobCount=100000
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
GresTypes=gpu
NodeName=n[1-$NODES] NodeHostName=localhost NodeAddr=127.0.0.1 Port=[$(node_port n1)-$(node_port "n$NODES")] CPUs=$CPUS Boards=1 SocketsPerBoard=1 CoresPerSocket=$CPUS ThreadsPerCore=1 RealMemory=$((CPUS * 1000))$([ "$GPUS" = 0 ] || echo " Gres=gpu:a100:$GPUS") State=UNKNOWN
PartitionName=batch Nodes=ALL Default=YES MaxTime=INFINITE State=UP PriorityTier=10 PreemptMode=OFF
PartitionName=short Nodes=ALL MaxTime=1 State=UP PriorityTier=10 PreemptMode=OFF
PartitionName=spot Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE
PartitionName=urgent Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=20 PreemptMode=OFF
PartitionName=down Nodes=ALL MaxTime=INFINITE State=DOWN
PartitionName=closed Nodes=ALL MaxTime=INFINITE State=INACTIVE
END
}
