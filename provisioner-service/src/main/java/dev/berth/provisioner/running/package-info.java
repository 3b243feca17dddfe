/**
 * Drives lanes on threads: each task on a virtual thread of its own, each wait on one timer. It
 * bounds how many calls a target gets at once, and decides nothing.
 */
@NullMarked
package dev.berth.provisioner.running;

import org.jspecify.annotations.NullMarked;
