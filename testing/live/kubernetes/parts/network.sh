# The network of real nodes: a bridge of the cluster's own, 10.88.NET.0/24 cut in eight. This machine is .1, the node real-i
# is .(1+i) and its pods are .(32i)/27. Nodes reach the API server through a socket file; for pods a relay listens on .1.

machine_address() { echo "10.88.$NET.1"; }
address_of() { echo "10.88.$NET.$((1 + ${1#real-}))"; }
pods_of() { echo "10.88.$NET.$((32 * ${1#real-}))/27"; }
mac_of() { printf '02:58:0a:58:%02x:%02x\n' "$NET" $((1 + ${1#real-})); }
cable_of() { echo "bl$NET-${1#real-}"; }

real_names() {
  local i
  for ((i = 1; i <= REAL_NODES; i++)); do echo "real-$i"; done
}

# The bridge has DIR as its alias, by which it is known as one of ours.
bridge() {
  local i node
  for ((i = 0; i < 100; i++)); do
    NET=$((RANDOM % 250))
    if ! ip -4 -o address show | grep -q " 10\.88\.$NET\." && ip link add "bl$NET" type bridge 2>/dev/null; then
      break
    fi
    NET=''
  done
  [ -n "$NET" ] || die "no free network in 10.88.0.0/16 was found"
  ip link set "bl$NET" alias "$DIR" addrgenmode none address "$(mac_of real-0)"
  ip address add "10.88.$NET.1/27" dev "bl$NET"
  ip link set "bl$NET" up
  # Permanent neighbours, so that a dead node is silent, as in a cloud, and not "no route to host".
  for node in $(real_names); do
    ip neighbour replace "$(address_of "$node")" lladdr "$(mac_of "$node")" dev "bl$NET" nud permanent
    ip route replace "$(pods_of "$node")" via "$(address_of "$node")" dev "bl$NET"
  done
}

remove_bridge() {
  [ -z "$NET" ] || ! ip link show "bl$NET" >/dev/null 2>&1 || ip link delete "bl$NET"
}

# What a node does to its own network once its cable is there.
node_network() {
  local other
  echo "link set lo up"
  echo "address add $(address_of "$1")/27 dev eth0"
  echo "link set eth0 up"
  echo "neighbour replace 10.88.$NET.1 lladdr $(mac_of real-0) dev eth0 nud permanent"
  # Never sent anywhere: kube-proxy rewrites it, but only what has a route.
  echo "route add 10.96.0.0/16 via 10.88.$NET.1"
  for other in $(real_names); do
    [ "$other" != "$1" ] || continue
    echo "neighbour replace $(address_of "$other") lladdr $(mac_of "$other") dev eth0 nud permanent"
    echo "route add $(pods_of "$other") via $(address_of "$other")"
  done
}
