/** The whole loop over real Slurm clusters, through slurmrestd and through ssh. */
@NullMarked
package dev.berth.testing.live.slurm;

import org.jspecify.annotations.NullMarked;
