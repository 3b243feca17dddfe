# Nodes that run containers: PID, network, mount, UTS and IPC namespaces in which node-init runs containerd, kubelet,
# kube-proxy and CoreDNS. SIGKILL to its process 1 is power loss: all that ran there is gone at once. They are called real-1,
# real-2, ... and have a label and a taint of ours, so that only pods that mean them go there. For root only.

real_nodes() {
  local node
  [ "$REAL_NODES" != 0 ] || return 0
  background relay socat "UNIX-LISTEN:$DIR/api.sock,fork,backlog=128" "TCP:127.0.0.1:$API_PORT"
  api_server_for_pods
  for node in $(real_names); do write_node "$node"; boot "$node"; done
  for node in $(real_names); do await "$node" is_ready "$node"; done
  import_image digits
}

# What the Service `kubernetes` leads to, at the port that API servers have elsewhere.
api_server_for_pods() {
  background pod-relay socat "TCP-LISTEN:6443,bind=$(machine_address),fork,reuseaddr,backlog=128" "TCP:127.0.0.1:$API_PORT"
  kubectl create -f - >"$DIR/log/pod-relay.log" 2>&1 <<END || fail_with pod-relay "cannot be told to pods"
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: kubernetes, namespace: default, labels: {kubernetes.io/service-name: kubernetes}}
addressType: IPv4
endpoints: [{addresses: [$(machine_address)]}]
ports: [{name: https, port: 6443, protocol: TCP}]
END
}

node_certificates() {
  local node
  [ "$REAL_NODES" != 0 ] || return 0
  client_certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
  client_certificate coredns /O=system:masters/CN=coredns
  client_certificate kube-proxy /CN=system:kube-proxy
  for node in $(real_names); do
    client_certificate "$node" "/O=system:nodes/CN=system:node:$node"
    server_certificate "$node-server" "$node" "IP:$(address_of "$node")"
  done
}

write_node() {
  local node=$1 place=$DIR/nodes/$1
  mkdir -p "$place"/{log,cni,lib,lib.work}
  : >"$place/resolv.conf"
  node_network "$node" >"$place/network"
  kubeconfig "$node" "$place/kubelet.kubeconfig"
  kubeconfig kube-proxy "$place/kube-proxy.kubeconfig"
  kubeconfig coredns "$place/coredns.kubeconfig"
  sed "s#@ADDRESS@#$(address_of "$node")#g; s#@PODS@#$(pods_of "$node")#g; s#@DIR@#$DIR#g; s#@NODE@#$node#g; s#@PLACE@#$place#g
    s#@CGROUP@#berth-live-$NET/$node#g; s#@SILENT_AFTER@#$SILENT_AFTER#g; s#@NET@#10.88.$NET.0/24#g" "$HERE/node/templates" |
    awk -v place="$place" '/^=== / { file = place "/" $2; next } { print > file }'
  cat >"$place/settings" <<END
NODE=$node ADDRESS=$(address_of "$node") API_PORT=$API_PORT API_SOCKET=$DIR/api.sock BIN=$BIN PAUSE=$IMAGES/pause.image CGROUP=berth-live-$NET/$node
END
}

# Starts a node and plugs in its cable.
boot() {
  local node=$1 pid cable
  cable=$(cable_of "$node")
  rm -f "$DIR/nodes/$node/init" "$DIR/nodes/$node/boot-id" "$DIR/nodes/$node/no-kubelet"
  background "$node" unshare --fork --pid --net --mount --uts --ipc --kill-child -- bash "$HERE/node/init" "$DIR/nodes/$node"
  await "$node" test -s "$DIR/nodes/$node/init"
  read -r pid <"$DIR/nodes/$node/init"
  ip link add "$cable" type veth peer name eth0 address "$(mac_of "$node")" netns "$pid"
  ip link set "$cable" addrgenmode none master "bl$NET" up
}

# Its old state may still say that it is ready: so it has to be this boot.
is_ready() {
  local boot
  boot=$(cat "$DIR/nodes/$1/boot-id") &&
    [ "$(kubectl get node "$1" -o 'jsonpath={.status.nodeInfo.bootID} {.status.conditions[?(@.type=="Ready")].status}')" = "$boot True" ]
}

kill_real_node() {
  local pid
  # First, or the kernel would close its connections politely.
  ip link delete "$(cable_of "$1")" 2>/dev/null || true
  if is_up "$1" && read -r pid <"$DIR/nodes/$1/init"; then
    kill -KILL "$pid" 2>/dev/null || true
    await_end "$pid" || die "node $1 cannot be ended"
  fi
  end "$1"
  remove_cgroups "berth-live-$NET/$1"
}

kill_real_kubelet() {
  : >"$DIR/nodes/$1/no-kubelet"
  inside "$1" pkill -KILL -x kubelet || die "node $1 has no kubelet"
}

# Either the machine is off, or its kubelet alone is dead.
start_real_node() {
  if is_up "$1" && [ -e "$DIR/nodes/$1/no-kubelet" ]; then
    rm "$DIR/nodes/$1/no-kubelet"
  else
    boot "$1"
  fi
  await "$1" is_ready "$1"
}

stop_real_nodes() {
  local node
  [ -n "$NET" ] || return 0
  for node in $(real_names); do kill_real_node "$node"; done
  remove_cgroups "berth-live-$NET"
  remove_bridge
}

# What has just died in a cgroup may take a moment to be gone.
remove_cgroups() {
  local top i
  for top in /sys/fs/cgroup /sys/fs/cgroup/*; do
    for ((i = 0; i < 100; i++)); do
      [ -d "$top/$1" ] || break
      find "$top/$1" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.05
    done
    [ ! -d "$top/$1" ] || die "the cgroup $top/$1 cannot be removed"
  done
}

is_real() { [[ $1 =~ ^real-([1-7])$ ]] && [ "${BASH_REMATCH[1]}" -le "$REAL_NODES" ]; }

# inside NODE COMMAND...: on the node itself.
inside() {
  local pid node=$1
  shift
  read -r pid <"$DIR/nodes/$node/init"
  nsenter -t "$pid" -m -n -p -u -i -- "$@"
}
