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
