/** The loop over real machines: hosts that stand, and those that a real Terraform makes. */
@NullMarked
package dev.berth.testing.live.vm;

import org.jspecify.annotations.NullMarked;
