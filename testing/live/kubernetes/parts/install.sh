# Builds what clusters are made of with Go, from the go.mod files in programs/. Each third party has one of its own, so it
# gets exactly its own dependencies. A second look costs nothing: each program has a stamp of what it was built from.

install_programs() {
  local version=k8s.io/component-base/version flags kueue='' real=''
  while [ $# -gt 0 ]; do
    case $1 in
      --kueue) kueue=yes ;;
      --real-nodes) real=yes ;;
      *) die "install: unknown option $1" ;;
    esac
    shift
  done
  mkdir -p "$BIN"
  exec 8>"$HOME_DIR/install.lock"
  flock 8
  flags="-X $version.gitVersion=$VERSION -X $version.gitMajor=1 -X $version.gitMinor=35 -X $version.gitTreeState=clean"
  build kubernetes "$flags" go.etcd.io/etcd/server/v3 k8s.io/kubernetes/cmd/kube-apiserver \
    k8s.io/kubernetes/cmd/kube-controller-manager k8s.io/kubernetes/cmd/kube-scheduler k8s.io/kubernetes/cmd/kubectl
  build kwok '' sigs.k8s.io/kwok/cmd/kwok
  build kuberay '' github.com/ray-project/kuberay/ray-operator
  [ -z "$kueue" ] || build kueue '' sigs.k8s.io/kueue/cmd/kueue
  [ -n "$real" ] || return 0
  [ "$(id -u)" = 0 ] || die "only root can install what real nodes need"
  install_packages containerd runc containernetworking-plugins iproute2 nftables socat mmdebstrap buildah
  build nodes "$flags" k8s.io/kubernetes/cmd/kubelet k8s.io/kubernetes/cmd/kube-proxy
  build coredns '' .
  build pause '' .
  make_images
}

# build NAME LINKER-FLAGS PACKAGE...: what the go.mod in programs/NAME pins, unless it is there.
build() {
  local name=$1 folder=$1 flags=$2 stamp new
  shift 2
  [ "$name" != nodes ] || folder=kubernetes
  stamp=$(cat "$HERE/programs/$folder"/* <(echo "$flags" "$@") | sha256sum)
  [ "$(cat "$BIN/$name.stamp" 2>/dev/null)" != "$stamp" ] || return 0
  command -v go >/dev/null || die "needs go to build $name"
  echo "building $name" >&2
  new=$(mktemp -d "$HOME_DIR/new.XXXXXX")
  (cd "$HERE/programs/$folder" && GOFLAGS='-mod=readonly -buildvcs=false' CGO_ENABLED=0 \
    go build -trimpath -ldflags "-s -w $flags" -o "$new/" "$@") || { rm -rf -- "$new"; die "building $name failed"; }
  ! declare -F "also_$name" >/dev/null || "also_$name" "$new"
  cp -rf "$new"/. "$BIN/"
  rm -rf -- "$new"
  echo "$stamp" >"$BIN/$name.stamp"
}

also_kubernetes() { mv "$1/server" "$1/etcd"; }

# The operator's custom resources and its role come with its sources.
also_kuberay() {
  local source
  source=$(sources kuberay github.com/ray-project/kuberay/ray-operator)
  mkdir -p "$1/kuberay/rbac"
  cp -r "$source/config/crd/bases" "$1/kuberay/crd"
  cp "$source/config/rbac/role.yaml" "$1/kuberay/rbac/"
  chmod -R u+w "$1/kuberay"
}

also_kueue() {
  local source
  source=$(sources kueue sigs.k8s.io/kueue)
  "$BIN/kubectl" kustomize "$source/config/default" >"$1/kueue.yaml" || die "Kueue's manifests cannot be made"
}

# sources NAME MODULE: where Go has put the sources of what programs/NAME is built from.
sources() {
  local folder
  folder=$(cd "$HERE/programs/$1" && go list -mod=mod -m -f '{{.Dir}}' "$2")
  [ -d "$folder" ] || die "the sources of $2 are not there"
  echo "$folder"
}
