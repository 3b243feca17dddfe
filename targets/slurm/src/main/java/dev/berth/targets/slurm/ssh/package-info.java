/** A Slurm that is spoken to with its own commands on a login node, by the system's OpenSSH. */
@NullMarked
package dev.berth.targets.slurm.ssh;

import org.jspecify.annotations.NullMarked;
