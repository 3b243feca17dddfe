# etcd, API server, controller manager and scheduler: the real ones, as ordinary processes on 127.0.0.1.

control_plane() {
  local name
  choose_ports
  [ "$REAL_NODES" = 0 ] || bridge
  keep_settings
  certificates
  kubeconfig admin "$DIR/kubeconfig"
  for name in controller-manager scheduler kwok kuberay kueue; do
    kubeconfig "$name" "$DIR/etc/$name.kubeconfig"
  done
  etcd
  await etcd is_listening "$ETCD_PORT"
  api_server
  await kube-apiserver api_is_ready
  controller_manager
  scheduler
  # Pods can be made only from then on.
  await kube-controller-manager kubectl get serviceaccount default
}

# Below the ports that the kernel gives to whoever asks for any, so that a port stays free while its server is down.
choose_ports() {
  local i
  for ((i = 0; i < 200; i++)); do
    PORTS=$((20000 + 10 * (RANDOM % 1200)))
    ETCD_PORT=$PORTS PEER_PORT=$((PORTS + 1)) API_PORT=$((PORTS + 2)) GATEWAY_PORT=$((PORTS + 3)) KUEUE_PORT=$((PORTS + 4))
    if ports_are_free; then
      return 0
    fi
  done
  die "no free block of ports was found"
}

ports_are_free() {
  local port
  for ((port = PORTS; port < PORTS + 5; port++)); do
    ! is_listening $port || return 1
  done
}

# One member elects itself at once; without fsync only a crash of the machine loses anything.
etcd() {
  local url=http://127.0.0.1:$ETCD_PORT peer=http://127.0.0.1:$PEER_PORT
  background etcd "$BIN/etcd" --name=only --data-dir="$DIR/etcd" --log-level=warn --unsafe-no-fsync \
    --listen-client-urls="$url" --advertise-client-urls="$url" --listen-peer-urls="$peer" \
    --initial-advertise-peer-urls="$peer" --initial-cluster="only=$peer" --heartbeat-interval=20 --election-timeout=200
}

api_server() {
  local admission=NodeRestriction more=(--endpoint-reconciler-type=none)
  # GKE adds a toleration to every pod that asks for an extended resource with a taint of its name.
  [ "$DIALECT" != gke ] || admission+=,ExtendedResourceToleration
  if [ "$REAL_NODES" != 0 ]; then
    more+=(--kubelet-client-certificate="$DIR/pki/kubelet-client.crt" --kubelet-client-key="$DIR/pki/kubelet-client.key"
      --kubelet-certificate-authority="$DIR/pki/ca.crt" --kubelet-preferred-address-types=InternalIP)
  fi
  background kube-apiserver "$BIN/kube-apiserver" --etcd-servers="http://127.0.0.1:$ETCD_PORT" \
    --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$API_PORT" "${more[@]}" \
    --tls-cert-file="$DIR/pki/apiserver.crt" --tls-private-key-file="$DIR/pki/apiserver.key" \
    --client-ca-file="$DIR/pki/ca.crt" --anonymous-auth=false --authorization-mode=Node,RBAC \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$DIR/pki/sa.pub" \
    --service-account-signing-key-file="$DIR/pki/sa.key" --service-cluster-ip-range=10.96.0.0/16 \
    --allow-privileged=true --profiling=false --enable-admission-plugins="$admission" --shutdown-delay-duration=0s \
    --default-not-ready-toleration-seconds="$EVICT_AFTER" --default-unreachable-toleration-seconds="$EVICT_AFTER"
}

api_is_ready() { kubectl get --raw /readyz --request-timeout=2s; }

controller_manager() {
  background kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig="$DIR/etc/controller-manager.kubeconfig" \
    --leader-elect=false --secure-port=0 --profiling=false --use-service-account-credentials=true \
    --service-account-private-key-file="$DIR/pki/sa.key" --root-ca-file="$DIR/pki/ca.crt" \
    --node-monitor-period=1s --node-monitor-grace-period="${SILENT_AFTER}s" --kube-api-qps=200 --kube-api-burst=400
}

scheduler() {
  cat >"$DIR/etc/scheduler.yaml" <<END
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
clientConnection: {kubeconfig: $DIR/etc/scheduler.kubeconfig, qps: 200, burst: 400}
leaderElection: {leaderElect: false}
enableProfiling: false
END
  background kube-scheduler "$BIN/kube-scheduler" --config="$DIR/etc/scheduler.yaml" --secure-port=0
}

kubectl() { "$BIN/kubectl" --kubeconfig="$DIR/kubeconfig" "$@"; }
