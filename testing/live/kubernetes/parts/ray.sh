# The real KubeRay operator, with its published role. It asks a Ray head for its jobs at a name that only a cluster's DNS
# knows, so it is given a proxy: ray/gateway.py answers for the heads that kwok plays and passes on to those that are real.

ray_operator() {
  local crd
  # Too large for a client-side apply.
  { kubectl apply --server-side -f "$BIN/kuberay/crd" && kubectl apply --server-side -f "$BIN/kuberay/rbac" &&
    kubectl create clusterrolebinding kuberay-operator --clusterrole=kuberay-operator --user=kuberay-operator; } \
    >"$DIR/log/kuberay.log" 2>&1 || fail_with kuberay "cannot be set up"
  for crd in rayclusters rayjobs; do
    # It fails at once where a CRD has no conditions yet.
    await kube-apiserver kubectl wait --for=condition=established --timeout=5s "crd/$crd.ray.io"
  done
  cp -r "$HERE/ray" "$DIR/etc/ray"
  background ray-gateway PYTHONDONTWRITEBYTECODE=1 "$(command -v python3)" "$DIR/etc/ray/gateway.py" \
    "$GATEWAY_PORT" "https://127.0.0.1:$API_PORT" "$DIR/pki" "$DIR/log"
  await ray-gateway is_listening "$GATEWAY_PORT"
  background ray-operator HTTP_PROXY="http://127.0.0.1:$GATEWAY_PORT" ENABLE_WEBHOOKS=false \
    "$BIN/ray-operator" --kubeconfig="$DIR/etc/kuberay.kubeconfig" --metrics-addr=0 --health-probe-bind-address=0 \
    --enable-leader-election=false --qps=200 --burst=400
}
