/** From a submission to all that Slurm is told. Pure: the same input gives the same bytes. */
@NullMarked
package dev.berth.targets.slurm.rendering;

import org.jspecify.annotations.NullMarked;
