# Prints the processes that a live run has started, which know it by its folder, BERTH_LIVE_STATE.
strays() {
  local environment
  for environment in /proc/[0-9]*/environ; do
    if grep -qzxF "BERTH_LIVE_STATE=$BERTH_LIVE_STATE" "$environment" 2>/dev/null; then
      environment=${environment%/environ}
      echo "${environment#/proc/}"
    fi
  done
}
