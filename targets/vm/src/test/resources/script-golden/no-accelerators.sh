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
export CUDA_VISIBLE_DEVICES='' ROCR_VISIBLE_DEVICES=''
exec 'python' 'train.py'
