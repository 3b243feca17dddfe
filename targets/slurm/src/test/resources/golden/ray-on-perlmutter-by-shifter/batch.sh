#!/bin/bash
#SBATCH --job-name=digits-2
#SBATCH --comment="berth target=nersc-perlmutter attempt=digits-2 job=digits spec=76fd61d35701b44756ce5d1073e50a1e832bc809a5d1c4d8f5241e491f521d76 traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
#SBATCH --account=m1234
#SBATCH --qos=regular
#SBATCH --nodes=2
#SBATCH --ntasks=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=128
#SBATCH --gpus-per-node=4
#SBATCH --constraint="gpu&hbm40g"
#SBATCH --time=1440
#SBATCH --signal=B:USR1@120
#SBATCH --chdir=/pscratch/sd/e/elvis/berth
#SBATCH --output=/pscratch/sd/e/elvis/berth/digits-2.out
#SBATCH --no-requeue
# Attempt digits-2 of the job digits on the target nersc-perlmutter, made by Berth.
berth_attempt=digits-2
berth_comment='berth target=nersc-perlmutter attempt=digits-2 job=digits spec=76fd61d35701b44756ce5d1073e50a1e832bc809a5d1c4d8f5241e491f521d76 traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
berth_folder=/pscratch/sd/e/elvis/berth/attempts/digits-2
berth_checkpoints=/pscratch/sd/e/elvis/berth/checkpoints/digits
berth_limit=walltime
berth_modules=()
berth_secrets=()
berth_cpus=128
berth_nodes=2
berth_within=600

# What follows is the same for every job of this runtime.
export SLURM_EXPORT_ENV=ALL # by REST, or with --export, the steps would get less than this script
export HOME="${HOME:-$(cd ~ && pwd)}" USER="${USER:-$(id -un)}"
berth_ending='' berth_interrupted='' berth_step='' berth_code=0

berth_say() { printf 'berth: %s\n' "$*" >&2; }

# Leaves the exit record and ends: CODE ENDING. The comment tells those who cannot read files here.
berth_end() {
  trap '' USR1 TERM
  local code=$1 ending=$2 try
  if [ "$ending" != duplicate ]; then
    for try in 1 2 3 4 5 6 7 8 9 10; do
      printf '%s %s %s\n' "$code" "$(date +%s)" "$ending" >"$berth_folder/exit.tmp" &&
        mv -f "$berth_folder/exit.tmp" "$berth_folder/exit" && break
      berth_say "the exit record cannot be written, try $try of 10"
      sleep 1
    done
  fi
  # Of a job that is being ended Slurm takes no comment any more, and its state says it.
  case $ending in program | terminated) ;; *)
    timeout 10 scontrol update JobId="$SLURM_JOB_ID" Comment="$berth_comment ending=$ending" ||
      berth_say "the comment could not be changed" ;;
  esac
  # Slurm must not call done what was broken off.
  [ "$ending" = program ] || [ "$code" != 0 ] || code=143
  exit "$code"
}

berth_broken() {
  berth_say "$*"
  berth_end 122 system
}

# A signal may come before the step is there that it is for.
# shellcheck disable=SC2329 # called by traps
berth_tell() {
  local try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    if [ -n "$berth_step" ] && [ -e "$berth_folder/started" ]; then
      scancel --signal=TERM "$SLURM_JOB_ID.$berth_step" 2>/dev/null
      return
    fi
    sleep 1
  done
}

# shellcheck disable=SC2329 # called by traps
berth_stop() {
  berth_interrupted=yes
  [ -n "$berth_ending" ] || berth_say "$2: the program is told (SIGTERM)"
  berth_ending=${berth_ending:-$1}
  berth_tell &
}

berth_wait() {
  berth_interrupted=yes
  while [ -n "$berth_interrupted" ]; do
    berth_interrupted=''
    wait "$1"
    berth_code=$?
  done
}

# Whether so many programs said that they ended well: srun ends with 0 also when a node is said to have failed. What another
# node wrote may take a moment to be seen.
berth_succeeded() {
  local rank try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    for ((rank = 0; rank < $1; rank++)); do
      [ -e "$berth_folder/done-$rank" ] || break
    done
    [ "$rank" != "$1" ] || return 0
    sleep 1
  done
  return 1
}

trap 'berth_stop "$berth_limit" "the time is nearly up"' USR1
trap 'berth_stop terminated "the job is ended"' TERM

mkdir -p "$berth_folder" || { berth_say "$berth_folder cannot be made"; exit 122; }
if ! (set -o noclobber && printf '%s\n' "$SLURM_JOB_ID" >"$berth_folder/claim") 2>/dev/null; then
  [ -e "$berth_folder/claim" ] || berth_broken "nothing can be written to $berth_folder"
  berth_say "attempt $berth_attempt is taken by '$(cat "$berth_folder/claim")'; this job, $SLURM_JOB_ID, runs nothing"
  berth_end 121 duplicate
fi
[ -z "$berth_checkpoints" ] || mkdir -p "$berth_checkpoints" || berth_broken "$berth_checkpoints cannot be made"

if [ "${#berth_modules[@]}" != 0 ]; then
  if ! type module >/dev/null 2>&1; then
    berth_path=$PATH
    # shellcheck disable=SC1091
    . /etc/profile
    export PATH="$PATH:$berth_path"
  fi
  module load "${berth_modules[@]}" || berth_broken "modules ${berth_modules[*]} cannot be loaded"
fi

for berth_secret in "${berth_secrets[@]}"; do
  [ -r "$berth_secret" ] || berth_broken "secrets: $berth_secret cannot be read"
  case $(stat -L -c %a "$berth_secret") in
    *00) ;;
    *) berth_broken "secrets: others than you may read $berth_secret; chmod 600 it" ;;
  esac
  while IFS= read -r berth_line || [ -n "$berth_line" ]; do
    [[ ! $berth_line =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] || export "${berth_line?}"
  done <"$berth_secret"
done
unset berth_line

cat >"$berth_folder/node.sh" <<'BERTH'
# This node's address, as Slurm reaches it; the batch script runs on the first node.
berth_address() {
  local at
  at=$(scontrol show node --oneliner "$SLURMD_NODENAME" | sed -n 's/.* NodeAddr=\([^ ]*\) .*/\1/p')
  getent ahostsv4 "${at:-$SLURMD_NODENAME}" | { read -r at _ && echo "$at"; }
}
BERTH_NODE_ADDRESS=$(berth_address)
export BERTH_NODE_ADDRESS
# shellcheck disable=SC2016
exec env -- BERTH_ATTEMPT=digits-2 BERTH_CHECKPOINT_DIR=/pscratch/sd/e/elvis/berth/checkpoints/digits BERTH_JOB=digits BERTH_RESUMED=true BERTH_WORLD_SIZE=4 TRACEPARENT=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 shifter --module=gpu --image=rayproject/ray:2.60.0-gpu --workdir=/pscratch/sd/e/elvis/berth /bin/bash /pscratch/sd/e/elvis/berth/attempts/digits-2/ray-node.sh
BERTH

cat >"$berth_folder/ray-node.sh" <<'BERTH'
berth_folder=/pscratch/sd/e/elvis/berth/attempts/digits-2
berth_nodes=2
berth_cpus=64
berth_gpus=4
berth_store=0
# One node of Ray: the head on the first, a worker on each other.
berth_ray=$berth_folder/ray
exec >"$berth_ray/$SLURM_PROCID.log" 2>&1
export RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$berth_ray/token" RAY_USAGE_STATS_ENABLED=0

# Ray takes 127.0.0.1 for the machine's outer address and listens there; on a cluster of one machine that is not meant.
[ "$BERTH_NODE_ADDRESS" != 127.0.0.1 ] || BERTH_NODE_ADDRESS=127.0.0.2

# Whoever has bound a block's first port has the block, for as long as this script lives.
coproc BERTH_LEASE { exec python3 -c '
import random, socket, sys
def bind(port):
    bound = socket.socket()
    try:
        bound.bind(("", port))
        return bound
    except OSError:
        bound.close()
for first in random.SystemRandom().sample(range(11000, 32000, 20), 500):
    held = bind(first)
    others = [bind(first + i) for i in range(1, 20)] if held else [None]
    if all(others):
        for other in others:
            other.close()
        print(first, flush=True)
        sys.stdin.read()
        sys.exit()
sys.exit("no free block of ports")
'; }
read -r berth_port <&"${BERTH_LEASE[0]}" || exit

# Short, since names of sockets must be.
berth_temporary=/tmp/berth-$SLURM_JOB_ID
berth_options=(--block --node-ip-address="$BERTH_NODE_ADDRESS" --num-cpus="$berth_cpus" --num-gpus="$berth_gpus"
  --node-manager-port=$((berth_port + 2)) --object-manager-port=$((berth_port + 3))
  --dashboard-agent-listen-port=$((berth_port + 4)) --dashboard-agent-grpc-port=$((berth_port + 5))
  --runtime-env-agent-port=$((berth_port + 6)) --metrics-export-port=$((berth_port + 7))
  --min-worker-port=0 --max-worker-port=0 --disable-usage-stats --log-color=false)
[ "$berth_store" = 0 ] || berth_options+=(--object-store-memory="$berth_store")

berth_node='' berth_stopped=''
# SIGTERM would drain the node first; what Ray started ends with the one that started it.
trap 'berth_stopped=yes; [ -z "$berth_node" ] || kill -KILL "$berth_node"' TERM

if [ "$SLURM_PROCID" = 0 ]; then
  berth_head=$BERTH_NODE_ADDRESS:$((berth_port + 1))
  ray start --head --port=$((berth_port + 1)) --ray-client-server-port=$((berth_port + 8)) --include-dashboard=false \
    --temp-dir="$berth_temporary" "${berth_options[@]}" &
  berth_node=$!
  until (: <>"/dev/tcp/${berth_head%:*}/${berth_head#*:}") 2>/dev/null; do
    kill -0 "$berth_node" || exit
    sleep 0.5
  done
  printf '%s\n' "$berth_head" >"$berth_ray/head.tmp" && mv "$berth_ray/head.tmp" "$berth_ray/head"
  python3 -c '
import sys, time, ray
ray.init(address=sys.argv[1], log_to_driver=False)
while sum(node["Alive"] for node in ray.nodes()) < int(sys.argv[2]):
    time.sleep(1)
' "$berth_head" "$berth_nodes" && : >"$berth_ray/ready"
  wait "$berth_node"
  berth_code=$?
else
  until [ -s "$berth_ray/head" ]; do sleep 1; done
  # Ray gives up after 30 s, which a busy node may need; the batch script says how long all of it may take.
  while [ -z "$berth_stopped" ]; do
    ray start --address="$(cat "$berth_ray/head")" "${berth_options[@]}" &
    berth_node=$!
    wait "$berth_node"
    berth_code=$?
    [ ! -e "$berth_ray/ready" ] || break
    sleep 1
  done
fi
rm -rf "$berth_temporary"
exit "${berth_code:-143}"
BERTH

cat >"$berth_folder/program.sh" <<'BERTH'
berth_folder=/pscratch/sd/e/elvis/berth/attempts/digits-2
: >"$berth_folder/started"
RAY_ADDRESS=$(cat "$berth_folder/ray/head")
export RAY_ADDRESS RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$berth_folder/ray/token" RAY_USAGE_STATS_ENABLED=0
# SIGTERM is for the program, which may take its time; what bash tells of a program that a signal ended is for nobody.
trap : TERM
exec 3>&2 2>/dev/null
(
exec 2>&3 3>&-
# shellcheck disable=SC2016
exec env -- BERTH_ATTEMPT=digits-2 BERTH_CHECKPOINT_DIR=/pscratch/sd/e/elvis/berth/checkpoints/digits BERTH_JOB=digits BERTH_RESUMED=true BERTH_WORLD_SIZE=4 TRACEPARENT=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 shifter --module=gpu --image=rayproject/ray:2.60.0-gpu --workdir=/pscratch/sd/e/elvis/berth python train.py
)
berth_code=$?
[ "$berth_code" != 0 ] || : >"$berth_folder/done-$SLURM_PROCID"
exit "$berth_code"
BERTH

berth_ray=$berth_folder/ray
(umask 077 && mkdir "$berth_ray" && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$berth_ray/token") ||
  berth_broken "$berth_ray cannot be made"
[ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
srun --ntasks="$berth_nodes" --cpus-per-task="$berth_cpus" --kill-on-bad-exit=1 \
  /bin/bash "$berth_folder/node.sh" </dev/null &
berth_ray_nodes=$!

# Ray's nodes end with the program, and the program with them.
berth_lost() { ! kill -0 "$berth_ray_nodes" 2>/dev/null; }
berth_take_down() {
  local end=$((SECONDS + 15))
  scancel --signal=TERM "$SLURM_JOB_ID.0"
  until berth_lost || [ "$SECONDS" -ge "$end" ]; do sleep 0.2; done
}

berth_deadline=$((SECONDS + berth_within))
until [ -e "$berth_ray/ready" ]; do
  if berth_lost; then
    tail -n 20 "$berth_ray"/*.log >&2
    berth_broken "a node of Ray could not be started"
  fi
  if [ "$SECONDS" -ge "$berth_deadline" ]; then
    tail -n 20 "$berth_ray"/*.log >&2
    berth_broken "Ray's $berth_nodes nodes were not all there within $berth_within s"
  fi
  [ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
  sleep 1 &
  wait $!
done

srun --overlap --nodes=1 --ntasks=1 --nodelist="$SLURMD_NODENAME" --cpus-per-task=1 --mem=0 \
  /bin/bash "$berth_folder/program.sh" </dev/null &
berth_program=$!
berth_step=1
(
  while kill -0 "$berth_ray_nodes" && kill -0 "$berth_program"; do sleep 1; done 2>/dev/null
  if ! kill -0 "$berth_ray_nodes"; then scancel --signal=KILL "$SLURM_JOB_ID.1"; fi 2>/dev/null
) &
berth_wait "$berth_program"
if berth_lost && [ -z "$berth_ending" ]; then
  tail -n 20 "$berth_ray"/*.log >&2
  berth_broken "a node of Ray was lost"
fi
berth_take_down
if [ "$berth_code" != 0 ] && [ ! -e "$berth_folder/started" ] && [ -z "$berth_ending" ]; then
  berth_broken "the program could not be started"
fi
if [ "$berth_code" = 0 ] && [ -z "$berth_ending" ] && ! berth_succeeded 1; then
  berth_broken "srun ended with 0, and the program did not"
fi
berth_end "$berth_code" "${berth_ending:-program}"
