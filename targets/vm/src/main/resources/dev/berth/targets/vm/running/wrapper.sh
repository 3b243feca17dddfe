#!/bin/sh
# Leads one worker's session: claims its folder, says who it is, runs the program, leaves an exit record. Arguments: the
# attempt's folder and the worker's rank. BERTH_RUN is in the environment of all that it starts.
run=$1 rank=$2 worker=$1/worker-$2
PATH=$PATH:/usr/local/bin:/usr/bin:/bin
. "$run/members.sh"
mkdir "$worker/claim" 2>/dev/null || exit 0
[ ! -e "$run/closed" ] || exit 0
unset SSH_CONNECTION SSH_CLIENT SSH_TTY
trap '' HUP
trap 'interrupted=yes' TERM INT
# The exit record gets its room now: when the program ends the disk may be full, perhaps by its own doing.
printf '%-80s\n' '' >"$worker/exit" || exit 1
# What Ray says is for nobody, unless it fails; and it runs nothing before all of its nodes are there.
log=$worker/log
if [ -d "$run/ray" ]; then
  log=$worker/ray.log
  : >"$worker/waiting" || exit 1
fi
start=$(began $$)
# Nothing runs that cannot be found again.
printf '%s %s %s %s\n' "$$" "$start" "$(cat /proc/sys/kernel/random/boot_id)" "$(date +%s)" >"$worker/leader.new" &&
  mv "$worker/leader.new" "$worker/leader" || exit 1
/bin/sh "$run/notices.sh" "$run" "$worker" $$ >>"$worker/launch" 2>&1 &
watcher=$!
export BERTH_RANK="$rank"
(
  trap - TERM INT
  # What is Berth's own here is for nobody else; what programs write is theirs to say.
  umask 022
  exec /bin/sh "$run/program"
) >>"$log" 2>&1 </dev/null &
program=$!
while :; do
  interrupted=
  wait "$program"
  code=$?
  # A signal to this shell ends the wait before the program ends.
  [ "$interrupted" ] && kill -0 "$program" 2>/dev/null || break
done
kill "$watcher" 2>/dev/null
[ ! -d "$run/ray" ] || env -u BERTH_RUN setsid --wait /bin/sh "$run/ray/sweep.sh" "$run" $$
ending=program
if [ -e "$worker/notice" ]; then
  ending=preempted
elif [ -s "$worker/ending" ]; then
  read -r ending <"$worker/ending"
elif [ -d "$run/ray" ] && [ "$code" -gt 128 ] && [ ! -e "$worker/code" ]; then
  # Who led the node was ended, and not the program.
  ending=ray
elif [ "$code" != 0 ] && ! printf '%-4096s\n' '' >"$worker/probe" 2>/dev/null; then
  ending=disk
fi
rm -f "$worker/probe"
# Over what stands there: that needs no room. The dot says that it is whole.
exec 3<>"$worker/exit"
printf '%s %s %s .' "$code" "$(date +%s)" "$ending" >&3
