#!/bin/sh
# Leads one worker's session: claims its folder, says who it is, runs the program, leaves an exit record.
# Arguments: the worker's folder, then the program and its arguments.
folder=$1
shift
# The program may have a PATH of its own, in which nothing of what this script needs is found.
program_path=$PATH
PATH=$PATH:/usr/local/bin:/usr/bin:/bin
# Whoever makes this folder owns the start; a release makes it to keep every later start away.
mkdir "$folder/claim" 2>/dev/null || {
  [ -d "$folder/claim" ] && exit 0
  echo "cannot claim $folder"
  exit 1
}
read -r stat < "/proc/$$/stat"
start=$(printf '%s' "${stat##*) }" | cut -d ' ' -f 20)
# Nothing runs that cannot be found again, say because the disk is full.
printf '%s %s\n' "$$" "$start" > "$folder/leader.tmp" && mv "$folder/leader.tmp" "$folder/leader" || exit 1
interrupted=
trap '' HUP
trap 'interrupted=yes' TERM INT
(
  PATH=$program_path
  exec "$@"
) >> "$folder/log" 2>&1 < /dev/null &
program=$!
while :; do
  interrupted=
  wait "$program"
  code=$?
  # A signal to this shell ends the wait before the program ends.
  [ "$interrupted" ] && kill -0 "$program" 2>/dev/null || break
done
# Without this record the attempt counts as lost; a full disk may have room again in a while.
tries=0
until printf '%s %s\n' "$code" "$(date +%s)" > "$folder/exit.tmp" && mv "$folder/exit.tmp" "$folder/exit"; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || exit 1
  sleep 1
done
