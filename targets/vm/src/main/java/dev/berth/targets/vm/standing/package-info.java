/**
 * Hosts that stand already. Who has them is written on the hosts themselves: a claim is on more
 * than half of them before anything starts, and so is the seal of an attempt that was released, so
 * that any two who see more than half see each other.
 */
@NullMarked
package dev.berth.targets.vm.standing;

import org.jspecify.annotations.NullMarked;
