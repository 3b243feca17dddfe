#!/bin/bash
#SBATCH --job-name=digits-2
#SBATCH --comment="berth target=ours attempt=digits-2 job=digits spec=b470116189497d1e0a98f64fcac04863a225f655d1ac3c605073efd30b55bf2f traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
#SBATCH --nodes=1
#SBATCH --ntasks=4
#SBATCH --ntasks-per-node=4
#SBATCH --cpus-per-task=28
#SBATCH --mem=320000M
#SBATCH --gpus-per-node=4
#SBATCH --time=1440
#SBATCH --signal=B:USR1@120
#SBATCH --chdir=/gpfs/berth
#SBATCH --output=/gpfs/berth/digits-2.out
#SBATCH --no-requeue
# Attempt digits-2 of the job digits on the target ours, made by Berth.
berth_attempt=digits-2
berth_comment='berth target=ours attempt=digits-2 job=digits spec=b470116189497d1e0a98f64fcac04863a225f655d1ac3c605073efd30b55bf2f traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
berth_folder=/gpfs/berth/attempts/digits-2
berth_checkpoints=''
berth_limit=walltime
berth_modules=()
berth_secrets=()
berth_tasks=4
berth_cpus=28

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

cat >"$berth_folder/worker.sh" <<'BERTH'
berth_folder=/gpfs/berth/attempts/digits-2
berth_share=1
: >"$berth_folder/started"
exec 2>&1 # what comes from srun itself is on its own
export BERTH_RANK="$SLURM_PROCID"
# Of its node's accelerators a worker sees its own.
if [ "$berth_share" != 0 ]; then
  if [ -z "${CUDA_VISIBLE_DEVICES-}${ROCR_VISIBLE_DEVICES-}" ]; then
    CUDA_VISIBLE_DEVICES=$(seq -s, 0 $((SLURM_NTASKS_PER_NODE * berth_share - 1)))
  fi
  for berth_name in CUDA_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES; do
    [ -n "${!berth_name-}" ] || continue
    IFS=, read -r -a berth_all <<<"${!berth_name}"
    berth_own=$(IFS=, && echo "${berth_all[*]:SLURM_LOCALID * berth_share:berth_share}")
    export "$berth_name=$berth_own"
  done
fi
# SIGTERM is for the program, which may take its time; what bash tells of a program that a signal ended is for nobody.
trap : TERM
exec 3>&2 2>/dev/null
(
exec 2>&3 3>&-
# shellcheck disable=SC2016
exec env -- BERTH_ATTEMPT=digits-2 BERTH_CHECKPOINT_DIR=s3://bucket/a BERTH_JOB=digits BERTH_RESUMED=true BERTH_WORLD_SIZE=4 TRACEPARENT=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ./train
)
berth_code=$?
[ "$berth_code" != 0 ] || : >"$berth_folder/done-$SLURM_PROCID"
exit "$berth_code"
BERTH

# This node's address, as Slurm reaches it; the batch script runs on the first node.
berth_address() {
  local at
  at=$(scontrol show node --oneliner "$SLURMD_NODENAME" | sed -n 's/.* NodeAddr=\([^ ]*\) .*/\1/p')
  getent ahostsv4 "${at:-$SLURMD_NODENAME}" | { read -r at _ && echo "$at"; }
}

[ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
berth_options=(--ntasks="$berth_tasks" --cpus-per-task="$berth_cpus" --kill-on-bad-exit=1)
if [ "$berth_tasks" != 1 ]; then
  berth_options+=(--label)
  BERTH_MASTER_ADDRESS=$(berth_address)
  export BERTH_MASTER_ADDRESS
fi
srun "${berth_options[@]}" /bin/bash "$berth_folder/worker.sh" </dev/null 2>"$berth_folder/srun" &
berth_step=0
berth_wait $!
cat "$berth_folder/srun" >&2
if [ "$berth_code" != 0 ] && [ ! -e "$berth_folder/started" ] && [ -z "$berth_ending" ]; then
  berth_broken "no worker could be started"
fi
# srun ends with the highest code, which is that of workers it ended because of the first that failed.
if [ "$berth_code" != 0 ] && [ -z "$berth_ending" ]; then
  berth_first=$(sed -n 's/^srun: error: .*: tasks\{0,1\} [-0-9,]*: Exited with exit code \([0-9]*\)$/\1/p' "$berth_folder/srun" | head -n 1)
  berth_code=${berth_first:-$berth_code}
fi
if [ "$berth_code" = 0 ] && [ -z "$berth_ending" ] && ! berth_succeeded "$berth_tasks"; then
  berth_broken "srun ended with 0, and not every worker did"
fi
berth_end "$berth_code" "${berth_ending:-program}"
