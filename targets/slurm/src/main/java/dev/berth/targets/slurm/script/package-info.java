/**
 * What Slurm is told of an attempt: the request, its comment, its batch script, what that leaves.
 */
@NullMarked
package dev.berth.targets.slurm.script;

import org.jspecify.annotations.NullMarked;
