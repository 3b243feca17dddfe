# What goes wrong with a cluster while it is used, on demand.

is_daemon() { [[ " $DAEMONS " == *" ${1:-} "* ]] || die "which daemon? $DAEMONS"; }

# Everything of it: the login node has sessions beside its sshd.
processes_of() {
  local pid space
  pid=$(pid_of "$1") || die "$1 of $NAME is down already"
  if [ "$1" = login ]; then
    space=$(readlink "/proc/$(first_of login)/ns/pid")
    for pid in /proc/[0-9]*; do
      [ "$(readlink "$pid/ns/pid" 2>/dev/null)" != "$space" ] || echo "${pid#/proc/}"
    done
  else
    echo "$pid"
  fi
}

down() {
  local pids
  is_daemon "$@"
  pids=$(processes_of "$1")
  case ${2:-refuse} in
    refuse)
      # In order: one that is killed has forgotten the jobs of its last seconds, and its nodes end them or are drained.
      # shellcheck disable=SC2086 # a number
      [ "$1" != slurmctld ] || { kill -TERM $pids && await_end $pids; } || true
      end_all "$1"
      ;;
    # shellcheck disable=SC2086 # numbers
    hang) kill -STOP $pids ;;
    *) die "down $1 refuse or hang, not $2" ;;
  esac
}

up() {
  is_daemon "$@"
  if is_up "$1"; then
    # shellcheck disable=SC2046 # numbers
    kill -CONT $(processes_of "$1")
  else
    case $1 in
      slurmctld) controller ;;
      slurmrestd) rest ;;
      slurmdbd) accounting_daemon ;;
      login) login_node ;;
    esac
  fi
  case $1 in
    slurmctld) await slurmctld controller_answers ;;
    slurmrestd) await slurmrestd is_listening "$(rest_port)" ;;
    slurmdbd) await slurmdbd is_listening "$(dbd_port)" ;;
    login) await login is_listening "$(login_port)" ;;
  esac
}
