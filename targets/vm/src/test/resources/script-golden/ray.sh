#!/bin/sh
# Each of the 3 workers of the attempt digits-1 on the target yard, on 2 hosts that stand.
# BERTH_RUN (the attempt's folder), BERTH_RANK, BERTH_NODE_ADDRESS and BERTH_MASTER_ADDRESS are in its environment;
# berth_machines is how many machines the attempt has, and berth_ranks are its workers on this one.
berth=$HOME/.berth/yard
mkdir -p -- "$berth"/'checkpoints/digits' || exit 126
export BERTH_ATTEMPT='digits-1'
export BERTH_JOB='digits'
export BERTH_RESUMED='false'
export BERTH_WORLD_SIZE='3'
export BERTH_CHECKPOINT_DIR="$berth"/'checkpoints/digits'
cd || exit 126
export PATH='/opt/berth/venv/bin':"$PATH"
if [ -z "${BERTH_ENTRYPOINT-}" ]; then
  . "$BERTH_RUN/devices.sh"
  berth_devices=$(devices digits-1 2 all) || { echo "berth: no accelerators are dealt out to this worker" >&2; exit 126; }
  export CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES="$berth_devices"
  exec python3 "$BERTH_RUN/ray/node.py" "$BERTH_RUN" "$BERTH_RUN/worker-$BERTH_RANK" digits-1 \
    --nodes="$berth_machines" --here="$(echo "$berth_ranks" | wc -w)" --cpus=1.5 --accelerators=2 --store=314572800 --within=120
fi
exec 'python' 'train.py'
