# One node of Ray: the head on the first, a worker on each other.
berth_ray=$berth_folder/ray
exec >"$berth_ray/$SLURM_PROCID.log" 2>&1
export RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$berth_ray/token" RAY_USAGE_STATS_ENABLED=0

# Ray takes 127.0.0.1 for the machine's outer address and listens there; on a cluster of one machine that is not meant.
[ "$BERTH_NODE_ADDRESS" != 127.0.0.1 ] || BERTH_NODE_ADDRESS=127.0.0.2

# Whoever has bound a block's first port has the block, for as long as this script lives.
coproc BERTH_LEASE { exec python3 -c '
@LEASE@'; }
read -r berth_port <&"${BERTH_LEASE[0]}" || exit

# Short, since names of sockets must be.
berth_temporary=/tmp/berth-$SLURM_JOB_ID
berth_options=(--block --node-ip-address="$BERTH_NODE_ADDRESS" --num-cpus="$berth_cpus" --num-gpus="$berth_gpus"
  --node-manager-port=$((berth_port + 2)) --object-manager-port=$((berth_port + 3))
  --dashboard-agent-listen-port=$((berth_port + 4)) --dashboard-agent-grpc-port=$((berth_port + 5))
  --runtime-env-agent-port=$((berth_port + 6)) --metrics-export-port=$((berth_port + 7))
  --min-worker-port=0 --max-worker-port=0 --disable-usage-stats --log-color=false)
[ "$berth_store" = 0 ] || berth_options+=(--object-store-memory="$berth_store")

berth_node='' berth_stopped=''
# SIGTERM would drain the node first; what Ray started ends with the one that started it.
trap 'berth_stopped=yes; [ -z "$berth_node" ] || kill -KILL "$berth_node"' TERM

if [ "$SLURM_PROCID" = 0 ]; then
  berth_head=$BERTH_NODE_ADDRESS:$((berth_port + 1))
  ray start --head --port=$((berth_port + 1)) --ray-client-server-port=$((berth_port + 8)) --include-dashboard=false \
    --temp-dir="$berth_temporary" "${berth_options[@]}" &
  berth_node=$!
  until (: <>"/dev/tcp/${berth_head%:*}/${berth_head#*:}") 2>/dev/null; do
    kill -0 "$berth_node" || exit
    sleep 0.5
  done
  printf '%s\n' "$berth_head" >"$berth_ray/head.tmp" && mv "$berth_ray/head.tmp" "$berth_ray/head"
  python3 -c '
@NODES@' "$berth_head" "$berth_nodes" && : >"$berth_ray/ready"
  wait "$berth_node"
  berth_code=$?
else
  until [ -s "$berth_ray/head" ]; do sleep 1; done
  # Ray gives up after 30 s, which a busy node may need; the batch script says how long all of it may take.
  while [ -z "$berth_stopped" ]; do
    ray start --address="$(cat "$berth_ray/head")" "${berth_options[@]}" &
    berth_node=$!
    wait "$berth_node"
    berth_code=$?
    [ ! -e "$berth_ray/ready" ] || break
    sleep 1
  done
fi
rm -rf "$berth_temporary"
exit "${berth_code:-143}"
