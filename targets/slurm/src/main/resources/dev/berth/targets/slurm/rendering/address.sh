# This node's address, as Slurm reaches it; the batch script runs on the first node.
berth_address() {
  local at
  at=$(scontrol show node --oneliner "$SLURMD_NODENAME" | sed -n 's/.* NodeAddr=\([^ ]*\) .*/\1/p')
  getent ahostsv4 "${at:-$SLURMD_NODENAME}" | { read -r at _ && echo "$at"; }
}
