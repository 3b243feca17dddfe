# Slurm's daemons, munge below them and slurmrestd above them.

# daemon NAME COMMAND...: among a cluster's processes, in the background.
daemon() {
  local name=$1
  shift
  background "$name" nsenter --target "$(pid_of machine)" --mount --uts -- env PATH="$(commands_path)" \
    SLURM_CONF="$DIR/etc/slurm.conf" "$@"
}

munge() {
  daemon munged munged --foreground --force --socket="$DIR/run/munge.sock" --key-file="$DIR/private/munge.key" \
    --pid-file="$DIR/state/munged.pid" --seed-file="$DIR/state/munged.seed" --log-file="$DIR/log/munged.own.log"
  await munged test -S "$DIR/run/munge.sock"
}

# One that was killed before its first save of usage, which comes minutes after its start, refuses to start without -i (26.05).
controller() {
  local usage_is_lost=''
  [ -z "$ACCOUNTING" ] || [ ! -e "$DIR/state/job_state" ] || [ -e "$DIR/state/assoc_usage" ] || usage_is_lost=-i
  daemon slurmctld slurmctld -D $usage_is_lost -f "$DIR/etc/slurm.conf"
}

controller_answers() { client timeout 5 scontrol ping | grep -q 'is UP'; }

nodes_are_up() {
  local up
  up=$(client timeout 5 sinfo -h -N -n "$(tr ' ' , <<<"$*")" -o '%N %T' |
    awk '$2 ~ /^(idle|mixed|allocated|completing|draining|drained|planned)$/ { print $1 }' | sort -u | wc -l)
  [ "$up" = $# ]
}

# With SLURM_JWT it takes tokens only. As a user that is neither root nor SlurmUser, which newer ones insist on.
rest() {
  local offers=openapi/slurmctld
  case $SUITE${ACCOUNTING:+-accounting} in
    bookworm) offers=openapi/v0.0.36,openapi/v0.0.37,openapi/v0.0.38 ;;
    bookworm-accounting)
      offers=openapi/v0.0.36,openapi/v0.0.37,openapi/v0.0.38,openapi/dbv0.0.36,openapi/dbv0.0.37,openapi/dbv0.0.38
      ;;
    *-accounting) offers+=,openapi/slurmdbd ;;
  esac
  daemon slurmrestd setpriv --reuid=$REST_UID --regid=$REST_UID --clear-groups env SLURM_JWT=daemon \
    slurmrestd -f "$DIR/etc/slurm.conf" -a rest_auth/jwt -s "$offers" "127.0.0.1:$(rest_port)"
}

rest_answers() {
  local versions token
  versions=$(rest_versions) token=$(token berth 60)
  curl -sSf -m 5 -o /dev/null -H 'X-SLURM-USER-NAME: berth' -H @<(echo "X-SLURM-USER-TOKEN: $token") \
    "http://127.0.0.1:$(rest_port)/slurm/${versions##*,}/ping"
}

token() {
  local said
  said=$(client scontrol token username="${1:-berth}" lifespan="${2:-3600}") && [[ $said == SLURM_JWT=* ]] || die "no token: $said"
  echo "${said#SLURM_JWT=}"
}
