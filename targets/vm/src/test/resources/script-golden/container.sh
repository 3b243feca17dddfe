#!/bin/sh
# Each of the 1 workers of the attempt digits-1 on the target yard, on 2 hosts that stand.
# BERTH_RUN (the attempt's folder), BERTH_RANK, BERTH_NODE_ADDRESS and BERTH_MASTER_ADDRESS are in its environment;
# berth_machines is how many machines the attempt has, and berth_ranks are its workers on this one.
berth=$HOME/.berth/yard
mkdir -p -- "$berth"/'checkpoints/digits' || exit 126
export BERTH_ATTEMPT='digits-1'
export BERTH_JOB='digits'
export BERTH_RESUMED='false'
export BERTH_WORLD_SIZE='1'
export BERTH_CHECKPOINT_DIR="$berth"/'checkpoints/digits'
cd || exit 126
. "$BERTH_RUN/devices.sh"
berth_devices=$(devices digits-1 2) || { echo "berth: no accelerators are dealt out to this worker" >&2; exit 126; }
exec podman run --rm --network=host --ipc=host --name=berth-digits-1-"$BERTH_RANK" --env='BERTH_ATTEMPT' --env='BERTH_JOB' --env='BERTH_RESUMED' --env='BERTH_WORLD_SIZE' --env=BERTH_CHECKPOINT_DIR --env=BERTH_RANK --env=BERTH_NODE_ADDRESS --env=BERTH_MASTER_ADDRESS --volume="$berth"/'checkpoints/digits':"$berth"/'checkpoints/digits' $(echo "$berth_devices" | tr , '\n' | sed 's|^|--device=nvidia.com/gpu=|') --entrypoint='python' 'img:1' 'train.py'
