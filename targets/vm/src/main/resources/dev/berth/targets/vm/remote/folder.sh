# shellcheck shell=sh
# Berth's folder on this host: runs (what attempts are), begun (which workers of them were started), kept (what they printed, after their
# release), claims, devices (numbers of the accelerators that a claim has) and released.
case $berth in /*) ;; *) berth=$HOME/$berth ;; esac
umask 077
mkdir -p "$berth/runs" "$berth/begun" "$berth/kept" "$berth/claims" "$berth/devices" "$berth/released" || exit 70
exec 9>"$berth/lock" || exit 70

# Everything that changes something here is done by one at a time; what it starts must not hold the lock.
alone() { flock -w 20 9 || exit 71; }
