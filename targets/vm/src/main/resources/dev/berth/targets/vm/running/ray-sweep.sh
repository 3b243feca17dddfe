#!/bin/sh
# Ends what is left of Ray on this machine. Arguments: the attempt's folder, and the process id of who leads the worker.
. "$1/members.sh"
tries=0
while left=$(members "$1" | grep -vxF -- "$2") && [ "$tries" -lt 50 ]; do
  # shellcheck disable=SC2086
  kill -KILL $left 2>/dev/null
  sleep 0.2
  tries=$((tries + 1))
done
swept "$1"
