#!/bin/sh
# Leads one worker's session: claims its folder, says who it is, runs the program, leaves an exit record.
# Arguments: the worker's folder, then the program and its arguments.
folder=$1
shift
# Whoever makes this folder owns the start; a release makes it to keep every later start away.
mkdir "$folder/claim" 2>/dev/null || exit 0
read -r stat < "/proc/$$/stat"
start=$(printf '%s' "${stat##*) }" | cut -d ' ' -f 20)
printf '%s %s\n' "$$" "$start" > "$folder/leader.tmp"
mv "$folder/leader.tmp" "$folder/leader"
trap '' HUP
trap ':' TERM INT
"$@" >> "$folder/log" 2>&1 < /dev/null &
program=$!
while :; do
  wait "$program"
  code=$?
  kill -0 "$program" 2>/dev/null || break
done
printf '%s %s\n' "$code" "$(date +%s)" > "$folder/exit.tmp"
mv "$folder/exit.tmp" "$folder/exit"
