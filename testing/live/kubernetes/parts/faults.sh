# What goes wrong with a cluster while it is used, on demand.

kill_node() {
  if is_real "$1"; then
    kill_real_node "$1"
  else
    fake_node "$1"
    kill_fake_node "$1"
  fi
}

kill_kubelet() {
  is_real "$1" || die "cluster $NAME has no such node that runs containers: $1"
  kill_real_kubelet "$1"
}

start_node() {
  if is_real "$1"; then
    start_real_node "$1"
  else
    fake_node "$1"
    start_fake_node "$1"
  fi
}

preempt_node() {
  fake_node "$1"
  preempt_fake_node "$1"
}

fake_node() {
  grep -qx "  name: $1" "$DIR/etc/nodes.yaml" || die "cluster $NAME has no such node that kwok plays: $1"
}

# The API server refuses connections, or (hang) takes them and never answers.
api_down() {
  local pid
  pid=$(pid_of kube-apiserver) || die "the API server of $NAME is down already"
  case ${1:-refuse} in
    refuse) end kube-apiserver ;;
    hang) kill -STOP "$pid" ;;
    *) die "api-down refuse or hang, not $1" ;;
  esac
}

api_up() {
  local pid
  if pid=$(pid_of kube-apiserver); then
    kill -CONT "$pid"
  else
    api_server
  fi
  await kube-apiserver api_is_ready
}

# It is stopped, and not ended: what it hears of in that time it makes up for.
kuberay_down() { operator STOP; }
kuberay_up() { operator CONT; }

operator() {
  local pid
  pid=$(pid_of ray-operator) || die "cluster $NAME has no KubeRay operator"
  kill "-$1" "$pid"
}

# Old resource versions are gone from the store; the API server's cache goes with the API server (410 Gone).
compact() {
  local url=http://127.0.0.1:$ETCD_PORT/v3 revision
  revision=$(curl -sSf "$url/maintenance/status" -d '{}' | grep -o '"revision":"[0-9]*"' | head -n 1 | grep -o '[0-9]*')
  curl -sSf "$url/kv/compaction" -d "{\"revision\": \"$revision\", \"physical\": true}" >/dev/null
}
