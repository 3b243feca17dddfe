# shellcheck shell=sh
# The processes of an attempt on this host.

# began PID: when it did, in clock ticks; fails for one that is gone or only waits to be reaped.
began() {
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086 # fields
  set -- ${stat##*) }
  [ "$1" != Z ] && [ "$1" != X ] && echo "${20}"
}

# lives LEADER-FILE: whether who leads a worker is the one that wrote it, since this host was booted.
lives() {
  read -r pid start boot _ <"$1" && [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] && [ "$(began "$pid")" = "$start" ]
}

# members RUN: process ids of all that carry its folder in their environment, wherever they went, and of all that stayed in its
# sessions, whatever they did to their environment.
members() {
  sessions=' '
  for leader in "$1"/worker-*/leader; do
    if [ -e "$leader" ] && read -r pid _ boot _ <"$leader" && [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ]; then
      sessions="$sessions$pid "
    fi
  done
  {
    grep -lzxF -- "BERTH_RUN=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
    cat /proc/[0-9]*/stat 2>/dev/null | sed -n 's/^\([0-9]*\) (.*) . [-0-9]* [-0-9]* \([-0-9]*\) .*/\1 \2/p' |
      while read -r pid session; do
        case $sessions in *" $session "*) echo "$pid" ;; esac
      done
  } | sort -un | while read -r pid; do
    ! began "$pid" >/dev/null || echo "$pid"
  done
}

# told RUN: those of them that get signals: of Ray only the entrypoint, which may need the rest to save its state.
told() {
  if [ -d "$1/ray" ]; then
    grep -lzxF -- "BERTH_ENTRYPOINT=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
  else
    members "$1"
  fi
}

# swept RUN: Ray's own files elsewhere are gone.
swept() {
  [ ! -s "$1/ray/temporary" ] || rm -rf -- "$(cat "$1/ray/temporary")"
}
