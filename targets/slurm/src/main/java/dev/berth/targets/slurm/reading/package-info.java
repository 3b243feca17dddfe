/**
 * What Slurm's answers mean: pure functions from rows and exit records to observations, and from
 * refusals to failure categories. No Slurm is asked here.
 */
@NullMarked
package dev.berth.targets.slurm.reading;

import org.jspecify.annotations.NullMarked;
