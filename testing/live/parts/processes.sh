# Processes of a cluster. Each is known by its process id and the moment it began, in a file of DIR/run, so that one that
# somebody else has been given the id of is never taken for it; and each has DIR in its environment, as has what it starts.

# When a process began, in clock ticks; fails for one that is gone or has ended. Its first thread can have ended before the
# others, which hold its ports until they have too.
began() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && [ -n "$stat" ] || return 1
  read -ra fields <<<"${stat##*) }"
  { [ "${fields[0]}" != Z ] || [ "${fields[17]}" -gt 1 ]; } && echo "${fields[19]}"
}

# pid_of NAME: its process id if it is up.
pid_of() {
  local pid then
  { read -r pid then <"$DIR/run/$1"; } 2>/dev/null && [ "$(began "$pid")" = "$then" ] && echo "$pid"
}

is_up() { pid_of "$1" >/dev/null; }

# background NAME [VARIABLE=VALUE...] COMMAND...: away from our terminal, our locks and our environment.
background() {
  local name=$1
  shift
  (
    cd / && exec </dev/null >>"$DIR/log/$name.log" 2>&1 9>&-
    exec setsid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME="$HOME" \
      BERTH_LIVE_CLUSTER="$DIR" "$@"
  ) &
  echo "$! $(began $!)" >"$DIR/run/$name"
}

# end NAME: with SIGKILL; nothing that these programs keep outlives a cluster.
end() {
  local pid
  if pid=$(pid_of "$1"); then
    kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null || true
    await_end "$pid" || die "$1 (process $pid) cannot be ended"
  fi
  rm -f "$DIR/run/$1"
}

await_end() {
  local i
  for ((i = 0; i < 500; i++)); do
    began "$1" >/dev/null || return 0
    sleep 0.02
  done
  return 1
}

# All processes of clusters whose folder begins with $1, by their environment.
marked() {
  local file
  for file in /proc/[0-9]*/environ; do
    if grep -aqzF -- "BERTH_LIVE_CLUSTER=$1" "$file" 2>/dev/null; then
      file=${file%/environ}
      echo "${file#/proc/}"
    fi
  done
}

# await NAME COMMAND...: until the command succeeds; NAME is what has to be up for that.
await() {
  local name=$1
  shift
  until "$@" >/dev/null 2>&1; do
    if ! is_up "$name"; then
      fail_with "$name" "has ended"
    elif [ "$SECONDS" -ge "$DEADLINE" ]; then
      fail_with "$name" "is not ready in time ($*)"
    fi
    sleep 0.05
  done
}

fail_with() {
  tail -n 15 "$DIR/log/$1.log" >&2
  die "$1 $2; above is the end of its log"
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
