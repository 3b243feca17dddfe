#!/bin/sh
# Watches for the provider's word that it takes this machine back, and passes it on at once: a mark beside the worker, and a
# signal to the program. Arguments: the attempt's folder, the worker's folder, and the process id of who leads the worker.
run=$1 worker=$2 leader=$3
. "$run/members.sh"
provider=none signal=TERM
. "$run/notice-settings"
at=http://169.254.169.254

# ask METHOD PATH HEADER: the body; fails unless the answer is good.
ask() {
  if command -v curl >/dev/null; then
    curl -sf -m 5 --noproxy '*' -X "$1" -H "$3" "$at$2"
  elif command -v python3 >/dev/null; then
    python3 -c '
import sys, urllib.request
name, value = sys.argv[3].split(": ", 1)
asked = urllib.request.Request(sys.argv[2], method=sys.argv[1], headers={name: value})
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
sys.stdout.write(opener.open(asked, timeout=5).read().decode())' "$1" "$at$2" "$3" 2>/dev/null
  else
    wget -q -O - -T 5 --no-proxy --method="$1" --header="$3" "$at$2"
  fi
}

token=''
# Each prints what was said, and fails if there is nothing. docs.aws.amazon.com, "Spot Instance interruption notices".
ec2() {
  # shellcheck disable=SC2034 # twice
  for try in 1 2; do
    [ -n "$token" ] || token=$(ask PUT /latest/api/token 'X-aws-ec2-metadata-token-ttl-seconds: 21600') || return 1
    if said=$(ask GET /latest/meta-data/spot/instance-action "X-aws-ec2-metadata-token: $token"); then
      echo "ec2 $said"
      return
    fi
    # No notice, or a token that has run out: told apart by what every instance has.
    ask GET /latest/meta-data/instance-life-cycle "X-aws-ec2-metadata-token: $token" >/dev/null && return 1
    token=''
  done
  return 1
}
# cloud.google.com/compute/docs, "Detect if a VM was preempted": the answer waits for a change.
compute_engine() {
  said=$(ask GET "/computeMetadata/v1/instance/preempted" 'Metadata-Flavor: Google') && [ "$said" = TRUE ] &&
    echo 'compute-engine preempted TRUE'
}
# learn.microsoft.com, "Azure Metadata Service: Scheduled Events for Linux VMs": events of others in the set are there, too.
azure() {
  said=$(ask GET '/metadata/scheduledevents?api-version=2020-07-01' 'Metadata: true') || return 1
  name=$(ask GET '/metadata/instance/compute/name?api-version=2021-02-01&format=text' 'Metadata: true') || name=$(hostname)
  event=$(printf '%s' "$said" | tr '}' '\n' | grep '"EventType": *"Preempt"' | grep -F "\"$name\"") || return 1
  echo "azure $event"
}
speaks() {
  case $1 in
    ec2) [ -n "$(ask PUT /latest/api/token 'X-aws-ec2-metadata-token-ttl-seconds: 60')" ] ;;
    compute-engine) [ -n "$(ask GET /computeMetadata/v1/instance/preempted 'Metadata-Flavor: Google')" ] ;;
    azure) [ -n "$(ask GET '/metadata/scheduledevents?api-version=2020-07-01' 'Metadata: true')" ] ;;
  esac
}

[ "$provider" != none ] || exit 0
tries=0
while [ "$provider" = auto ]; do
  for one in ec2 compute-engine azure; do
    if speaks "$one"; then
      provider=$one
      break
    fi
  done
  tries=$((tries + 1))
  [ "$provider" != auto ] || [ "$tries" -lt 5 ] || exit 0
  [ "$provider" != auto ] || sleep 10
done
until
  case $provider in
    ec2) told=$(ec2) ;;
    compute-engine) told=$(compute_engine) ;;
    azure) told=$(azure) ;;
  esac
do
  began "$leader" >/dev/null || exit 0
  sleep 2
done
printf '%s %s\n' "$(date +%s)" "$(printf '%s' "$told" | tr '\n\t' '  ' | head -c 500)" >"$worker/notice.new" &&
  mv "$worker/notice.new" "$worker/notice"
for pid in $(told "$run"); do
  [ "$pid" = "$leader" ] || [ "$pid" = $$ ] || kill -s "$signal" "$pid" 2>/dev/null
done
exit 0
