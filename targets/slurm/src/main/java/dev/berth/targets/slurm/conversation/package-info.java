/**
 * What a driver asks of a Slurm and what a Slurm says, whichever way it is spoken to. The two ways,
 * {@code rest} and {@code ssh}, translate; what an answer means is said in {@code reading}.
 */
@NullMarked
package dev.berth.targets.slurm.conversation;

import org.jspecify.annotations.NullMarked;
