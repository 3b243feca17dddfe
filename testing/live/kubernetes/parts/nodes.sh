# Nodes that kwok plays: a real Node object and whatever a kubelet would write, without a container. stages.yaml has the
# play. A node is dead when kwok does not manage it any more, which a label of ours decides.

POWER=berth.test/power

fake_nodes() {
  local n=0 i
  case $DIALECT in rancher | kubeadm | kind) node 0 control ;; esac >"$DIR/etc/nodes.yaml"
  {
    for ((i = 0; i < CPU_NODES; i++)); do node $((n += 1)) cpu; done
    for ((i = 0; i < GPU_NODES; i++)); do node $((n += 1)) gpu; done
    for ((i = 0; i < SPOT_NODES; i++)); do node $((n += 1)) spot; done
  } >>"$DIR/etc/nodes.yaml"
  [ -s "$DIR/etc/nodes.yaml" ] || return 0
  kwok
  kubectl create -f "$DIR/etc/nodes.yaml" >"$DIR/log/nodes.log" 2>&1 || fail_with nodes "cannot be made"
  await kwok all_nodes_ready
}

kwok() {
  cp "$HERE/stages.yaml" "$DIR/etc/stages.yaml"
  background kwok "$BIN/kwok" --kubeconfig="$DIR/etc/kwok.kubeconfig" --config="$DIR/etc/stages.yaml" \
    --manage-nodes-with-label-selector="$POWER=on" --node-lease-duration-seconds="$((SILENT_AFTER / 2))" \
    --cidr=10.244.0.1/16 --node-ip=10.0.0.1 --server-address= --v=WARN
}

all_nodes_ready() {
  [ "$(kubectl get nodes -o jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}' | grep -ow True | wc -l)" \
    -ge "$(grep -c '^kind: Node$' "$DIR/etc/nodes.yaml")" ]
}

# As if the machine lost its power. kwok goes on with what it has begun to play unless the pod is marked, too.
kill_fake_node() {
  annotate_pods_of "$1" berth.test/frozen=true
  kubectl label node "$1" "$POWER-" >/dev/null
  annotate_pods_of "$1" berth.test/frozen=true
}

# The machine is back, under its old object or, if its cloud deleted that, under a new one.
start_fake_node() {
  if kubectl get node "$1" >/dev/null 2>&1; then
    annotate_pods_of "$1" berth.test/frozen-
    kubectl label node "$1" --overwrite "$POWER=on" >/dev/null
  else
    awk -v name="  name: $1" 'function out() { if (found) printf "%s", text; text = ""; found = 0 }
      /^---$/ { out() } { text = text $0 "\n" } $0 == name { found = 1 } END { out() }' "$DIR/etc/nodes.yaml" |
      kubectl create -f - >/dev/null
  fi
  await kwok kubectl wait --for=condition=Ready --timeout=5s "node/$1"
}

# A spot machine is taken back: cordoned, its pods ended as kubelet does before a shutdown, and the Node gone.
preempt_fake_node() {
  local i
  kubectl cordon "$1" >/dev/null
  annotate_pods_of "$1" berth.test/preempt=kubelet
  for ((i = 0; i < 100; i++)); do
    [ -n "$(kubectl get pods -A -o name --field-selector "spec.nodeName=$1,status.phase=Running")" ] || break
    sleep 0.05
  done
  kill_fake_node "$1"
  kubectl delete node "$1" >/dev/null
}

annotate_pods_of() {
  kubectl annotate pods -A --field-selector "spec.nodeName=$1" --overwrite "$2" >/dev/null
}
