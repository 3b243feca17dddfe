# shellcheck shell=sh disable=SC2154
# What is done with attempts' runs on this host; `berth` is Berth's folder.

# place ATTEMPT SPEC WORKERS-FILE: from the files that stand in $berth/runs/.ATTEMPT.new; 3 if it was released, 4 if it is here
# with another spec, 5 if it is here.
place() {
  run=$berth/runs/$1
  [ ! -e "$berth/released/$1" ] || return 3
  if [ -d "$run" ]; then
    rm -rf "$berth/runs/.$1.new"
    [ "$(cat "$run/spec")" = "$2" ] || return 4
    return 5
  fi
  # It began, and somebody has deleted its folder since: its programs may live, and are not begun twice.
  [ ! -s "$berth/begun/$1" ] || { rm -rf "$berth/runs/.$1.new"; return 5; }
  printf '%s\n' "$2" >"$berth/runs/.$1.new/spec" && mv "$berth/runs/.$1.new" "$run"
}

# start ATTEMPT RANK...: what was not started yet; 3 if it was released.
start() {
  attempt=$1 run=$berth/runs/$1
  shift
  [ ! -e "$berth/released/$attempt" ] && [ ! -e "$run/closed" ] || return 3
  first=
  for rank; do
    ! is_wiped "$attempt" "$rank" || continue
    if [ "$first" ] && [ -d "$run/ray" ]; then
      # Of Ray there is one node a machine, which stands for all workers that are here.
      [ -e "$run/worker-$rank" ] || ln -s "worker-$first" "$run/worker-$rank" || return 1
      began_here "$attempt" "$rank" || return 1
      continue
    fi
    first=$rank
    mkdir -p "$run/worker-$rank" || return 1
    began_here "$attempt" "$rank" || return 1
    [ -d "$run/worker-$rank/claim" ] ||
      BERTH_RUN=$run setsid --fork /bin/sh "$run/wrapper.sh" "$run" "$rank" </dev/null >>"$run/worker-$rank/launch" 2>&1 9>&- ||
      return 1
  done
}

# is_wiped ATTEMPT RANK: whether it began here, and its folder is gone.
is_wiped() { grep -qsx "$2" "$berth/begun/$1" && [ ! -d "$berth/runs/$1/worker-$2" ]; }

# began_here ATTEMPT RANK: apart from its folder, so that somebody knows of it when that is gone.
began_here() { grep -qsx "$2" "$berth/begun/$1" || echo "$2" >>"$berth/begun/$1"; }

# One line for each worker: attempt, rank, what of it there is, leader, exit record, notice, and the last that it printed if it
# has ended; with tabs in between.
look() {
  printf 'boot\t%s\n' "$(cat /proc/sys/kernel/random/boot_id)"
  for run in "$berth"/runs/*/; do
    [ -d "$run" ] || continue
    run=${run%/}
    state=open
    [ ! -e "$run/closed" ] || state=closed
    printf 'run\t%s\t%s\n' "${run##*/}" "$state"
    for worker in "$run"/worker-*/; do
      [ -d "$worker" ] || continue
      worker=${worker%/}
      leader='' how=unclaimed
      if [ -s "$worker/leader" ]; then
        read -r leader <"$worker/leader"
        how=dead
        ! lives "$worker/leader" || how=alive
        [ "$how" = dead ] || [ ! -e "$worker/waiting" ] || how=waiting
      elif [ -d "$worker/claim" ]; then
        how=claimed
      fi
      # After the process: it is written before the process ends.
      record='' notice='' tail=''
      [ ! -s "$worker/exit" ] || read -r record <"$worker/exit" || true
      [ ! -s "$worker/notice" ] || read -r notice <"$worker/notice" || true
      case $record in
        '' | '0 '*) ;;
        *) tail=$(tail -c 4096 "$worker/log" 2>/dev/null | base64 | tr -d '\n') ;;
      esac
      printf 'worker\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${run##*/}" "${worker##*-}" "$how" "$leader" "$record" "$notice" "$tail"
    done
  done
  for begun in "$berth"/begun/*; do
    [ -e "$begun" ] || continue
    attempt=${begun##*/}
    while read -r rank; do
      # The mark once more: a release takes it away first.
      [ -d "$berth/runs/$attempt/worker-$rank" ] || ! is_wiped "$attempt" "$rank" || printf 'wiped\t%s\t%s\n' "$attempt" "$rank"
    done <"$begun" 2>/dev/null
  done
  :
}

# noticed RUN: whether a provider's notice has given this very signal to its programs here, which are at their checkpoint.
noticed() {
  grep -qx signal=TERM "$1/notice-settings" || return 1
  for notice in "$1"/worker-*/notice; do
    [ ! -e "$notice" ] || return 0
  done
  return 1
}

# finish ATTEMPT GRACE: nothing of it starts any more, and what runs is asked to end, and made to after so many seconds; prints
# how many processes are left.
finish() {
  run=$berth/runs/$1
  if [ ! -d "$run" ]; then
    # Its folder may be lost while its processes live: nobody waits for what they would leave there.
    # shellcheck disable=SC2046
    kill -KILL $(members "$run") 2>/dev/null
    members "$run" | grep -c .
    return 0
  fi
  if [ ! -s "$run/closed" ]; then
    date +%s >"$run/closed.new"
    mv "$run/closed.new" "$run/closed" || : >"$run/closed"
    # shellcheck disable=SC2046
    noticed "$run" || kill -TERM $(told "$run") 2>/dev/null
  fi
  read -r since <"$run/closed" || since=0
  tries=0
  # A container outlives the engine's client, and none of it carries the run's folder.
  while left=$(members "$run"); boxes=$(contained "$run" ps -q); [ -n "$left$boxes" ] && [ "$tries" -lt 10 ]; do
    if [ "$(date +%s)" -ge $((since + $2)) ]; then
      # shellcheck disable=SC2086
      kill -KILL $left 2>/dev/null
      contained "$run" rm -f
    fi
    sleep 0.2
    tries=$((tries + 1))
  done
  # One whose client was ended before it began is there, and runs nothing.
  [ -n "$left$boxes" ] || contained "$run" rm -f
  [ "$left" ] || swept "$run"
  # shellcheck disable=SC2086
  set -- $left
  echo $(($# + $(contained "$run" ps -q | grep -c .)))
}

# contained RUN rm -f | ps -q: with the containers of an attempt, if it has some.
contained() {
  [ -s "$1/engine" ] || return 0
  read -r engine <"$1/engine"
  name=berth-${1##*/}
  shift
  case $1 in
    rm) for id in $("$engine" ps -aq --filter "name=^$name-[0-9]+\$"); do "$engine" kill "$id" >/dev/null 2>&1; "$engine" rm -f "$id" >/dev/null 2>&1; done ;;
    # An engine that cannot say counts as one that has some.
    ps) "$engine" ps -q --filter "name=^$name-[0-9]+\$" || echo unknown ;;
  esac
}

# forget ATTEMPT DAYS: only what it printed stays, and that for so many days.
forget() {
  rm -f "$berth/begun/$1"
  if [ -d "$berth/runs/$1" ]; then
    rm -rf "${berth:?}/kept/$1"
    rm -rf "$berth/runs/$1/program" "$berth/runs/$1/ray"
    mv "$berth/runs/$1" "$berth/kept/$1"
    touch "$berth/kept/$1"
  fi
  rm -rf "${berth:?}/runs/.$1.new"
  find "$berth/kept" -mindepth 1 -maxdepth 1 -mtime "+$2" -exec rm -rf {} +
}
