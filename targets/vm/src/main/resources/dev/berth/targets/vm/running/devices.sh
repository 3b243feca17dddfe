# shellcheck shell=sh disable=SC2154
# Which of this machine's accelerators are whose. `berth` is Berth's folder; `berth_ranks` are the attempt's workers here.

# devices ATTEMPT EACH [all]: numbers of those of the worker of this rank, or of all workers here, with commas in between. On a
# host that stands they were dealt out with the claim; a machine that was made has nobody else.
devices() {
  at=0 count=0
  for one in $berth_ranks; do
    [ "$one" != "$BERTH_RANK" ] || at=$count
    count=$((count + 1))
  done
  if [ -e "$berth/claims/$1" ]; then
    dealt=$(cat "$berth/devices/$1") || return 1
  else
    dealt=$(seq 0 $((count * $2 - 1)))
  fi
  first=$((at * $2 + 1)) last=$((at * $2 + $2))
  [ -z "${3-}" ] || first=1 last=$((count * $2))
  own=$(printf '%s\n' "$dealt" | sed -n "${first},${last}p")
  [ "$(echo "$own" | wc -w)" = $((last - first + 1)) ] || return 1
  echo "$own" | paste -sd, -
}
