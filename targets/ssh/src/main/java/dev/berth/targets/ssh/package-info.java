/**
 * Hosts that are reached by the system's OpenSSH: its configuration, jump hosts, agents,
 * certificates and multiplexed sessions are what people log in with there. What is run goes through
 * the standard input of a shell, so that no argument list has anything in it but how to get there.
 */
@NullMarked
package dev.berth.targets.ssh;

import org.jspecify.annotations.NullMarked;
