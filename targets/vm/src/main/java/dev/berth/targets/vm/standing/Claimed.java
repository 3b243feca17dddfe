package dev.berth.targets.vm.standing;

/**
 * A claim as it was found on a host.
 *
 * @param claim what it says
 * @param sealed whether the attempt's release has begun there
 */
record Claimed(Claim claim, boolean sealed) {}
