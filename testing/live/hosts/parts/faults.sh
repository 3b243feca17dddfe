# shellcheck shell=bash
# What happens to machines; the one in question is in `host`.

# shellcheck disable=SC2154 # host
do_kill() { power_off "$host"; }

do_boot() {
  ! is_up "$host" || die "$host is up"
  case ${1:-} in
    '') ;;
    --fresh) rm -rf --one-file-system -- "${DIR:?}/$host" ;;
    *) die "boot: unknown option $1" ;;
  esac
  power_on "$host"
  await "$host" answers "$host"
}

do_partition() {
  is_up "$host" || die "$host is not up"
  ip link set "$(cable "$host")" nomaster
}

do_heal() {
  is_up "$host" || die "$host is not up"
  ip link set "$(cable "$host")" master "$(bridge)" up
}

do_power() { if is_up "$host"; then echo on; else echo off; fi; }

do_preempt_notice() {
  local now=$EPOCHSECONDS file=$DIR/$host/meta/notice.json
  if [ "${1:-}" = --clear ]; then
    rm -f "$file"
    return
  fi
  is_up "$host" || die "$host is not up"
  [[ ${1:-30} =~ ^[0-9]+$ ]] || die "preempt-notice wants seconds, not '$1'"
  echo "{\"at\": $now, \"due\": $((now + ${1:-30})), \"event\": \"$(tr a-f A-F </proc/sys/kernel/random/uuid)\"}" >"$file.new"
  mv "$file.new" "$file"
}

do_on() { exec ssh -F "$DIR/ssh_config" "$host" "$@"; }
