# shellcheck shell=bash
# A bridge for each group, and a cable from it to each machine.
bridge() { echo "bl$NET"; }
cable() { echo "bl$NET$1"; }
address_of() { echo "10.87.$NET.$((10 + ${1#h}))"; }
mac_of() { printf '02:62:6c:57:%02x:%02x\n' "$NET" $((10 + ${1#h})); }
bridge_mac() { printf '02:62:6c:57:%02x:01\n' "$NET"; }

# A number that no other group has: making the bridge takes it, whoever else is choosing.
choose_net() {
  local i first
  first=$(($(printf %s "$DIR" | cksum | cut -d' ' -f1) % 250))
  for ((i = 0; i < 250; i++)); do
    NET=$(((i + first) % 250))
    ! ip -4 -o addr show | grep -q " 10\.87\.$NET\." || continue
    if ip link add "$(bridge)" address "$(bridge_mac)" type bridge 2>/dev/null; then
      ip link set "$(bridge)" addrgenmode none
      ip address add "10.87.$NET.1/24" dev "$(bridge)"
      ip link set "$(bridge)" up
      neighbours "$(bridge)" | ip -batch -
      return
    fi
  done
  die "all of 10.87.0.0/16 is taken"
}

# Permanent, so that an address which nobody answers for stays silent, as in a cloud: the kernel would say "no route to host".
neighbours() {
  local i
  for ((i = 1; i < 100; i++)); do
    echo "neigh replace $(address_of "h$i") lladdr $(mac_of "h$i") dev $1 nud permanent"
  done
}

# plug HOST: its cable, once its init is there to take the other end.
plug() {
  local inner
  until inner=$(init_of "$1"); do
    is_up "$1" || fail_with "$1" 'has ended'
    sleep 0.02
  done
  ip link add "$(cable "$1")" type veth peer name eth0 address "$(mac_of "$1")" netns "$inner"
  ip link set "$(cable "$1")" addrgenmode none master "$(bridge)" up
}

is_cut() { ! ip link show "$(cable "$1")" 2>/dev/null | grep -q " master $(bridge) "; }

# shellcheck disable=SC2016 # for the inner shell
answers() { timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/22" && read -r line <&3 && [[ $line == SSH-* ]]' "$(address_of "$1")" 2>/dev/null; }
