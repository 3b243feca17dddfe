/** Real Slurm clusters that {@code testing/live/run} has started, and what can be done to them. */
@NullMarked
package dev.berth.targets.slurm.live;

import org.jspecify.annotations.NullMarked;
