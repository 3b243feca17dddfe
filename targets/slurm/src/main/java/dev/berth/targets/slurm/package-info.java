/**
 * The target {@code slurm}: an HPC system under Slurm, through its REST server or through ssh.
 *
 * <p>An attempt is one batch job of the attempt's name, whose comment says what it is. {@code site}
 * holds what differs between systems, as data; {@code rendering} chooses from it and plans a
 * submission; {@code script} says what a submission is and makes its batch script. None of the
 * three asks anybody. This package joins them to what speaks to the system.
 */
@NullMarked
package dev.berth.targets.slurm;

import org.jspecify.annotations.NullMarked;
