/**
 * A Slurm that is spoken to with its own commands on a login node, by the system's OpenSSH: its
 * configuration, jump hosts, agents, certificates and multiplexed sessions are what people log in
 * with there. What is run goes through the standard input of a shell, so that no argument list has
 * anything in it but the host's name.
 */
@NullMarked
package dev.berth.targets.slurm.ssh;

import org.jspecify.annotations.NullMarked;
