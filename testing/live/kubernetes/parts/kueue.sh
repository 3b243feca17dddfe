# The real Kueue, with its published roles: its certificate names it as the ServiceAccount that these are bound to. Its
# webhooks are called on this machine.

kueue() {
  local etc=$DIR/etc/kueue crd certificates frameworks='batch/job' apart=(unshare --mount)
  [ -z "$KUBERAY" ] || frameworks+=', ray.io/rayjob, ray.io/raycluster'
  [ "$(id -u)" = 0 ] || apart+=(--map-root-user)
  kueue_manifests >"$DIR/etc/kueue-manifests.yaml"
  # Too large for a client-side apply.
  kubectl apply --server-side -f "$DIR/etc/kueue-manifests.yaml" >"$DIR/log/kueue.log" 2>&1 || fail_with kueue "cannot be set up"
  # It ends where the API server does not know them yet.
  for crd in $(kubectl get crd -o name | grep '\.kueue\.x-k8s\.io$'); do
    await kube-apiserver kubectl wait --for=condition=established --timeout=5s "$crd"
  done
  # It wants a certificate for its metrics in /etc/kueue, though it serves none: so it sees an /etc of its own.
  certificates=$etc/kueue/metrics/certs
  mkdir -p "$certificates"
  (umask 077 && cp "$DIR/pki/apiserver.crt" "$certificates/tls.crt" && cp "$DIR/pki/apiserver.key" "$certificates/tls.key")
  cat >"$DIR/etc/kueue.yaml" <<END
apiVersion: config.kueue.x-k8s.io/v1beta2
kind: Configuration
namespace: kueue-system
health: {healthProbeBindAddress: "0"}
metrics: {bindAddress: "0"}
webhook: {host: 127.0.0.1, port: $KUEUE_PORT, certDir: $certificates}
leaderElection: {leaderElect: false}
internalCertManagement: {enable: false}
clientConnection: {qps: 200, burst: 400}
integrations: {frameworks: [$frameworks]}
featureGates: {VisibilityOnDemand: false}
END
  # shellcheck disable=SC2016 # sh's own
  background kueue "${apart[@]}" sh -c 'mount --bind "$0" /etc && exec "$@"' "$etc" \
    "$BIN/kueue" --config="$DIR/etc/kueue.yaml" --kubeconfig="$DIR/etc/kueue.kubeconfig"
  await kueue is_listening "$KUEUE_PORT"
}

# Without what runs it inside a cluster, and with a URL where a webhook names a Service.
kueue_manifests() {
  awk -v url="https://127.0.0.1:$KUEUE_PORT" -v ca="$(base64 -w0 "$DIR/pki/ca.crt")" '
    function out() { if (kind !~ /^(APIService|Deployment|Secret|Service)$/) printf "%s", text; text = kind = "" }
    /^---$/ { out() }
    /^kind: / { kind = $2 }
    /^ *service:$/ && before ~ /clientConfig:$/ { column = index($0, "s"); indent = substr($0, 1, column - 1); before = $0; next }
    column && match($0, /[^ ]/) > column {
      if ($1 == "path:") text = text indent "caBundle: " ca "\n" indent "url: " url $2 "\n"
      next
    }
    { column = 0; text = text $0 "\n"; before = $0 }
    END { out() }' "$BIN/kueue.yaml"
}
