/**
 * What becomes of an attempt's program on its machines: a wrapper starts it so that it outlives the
 * connection, and leaves an exit record; looks read what is there. All that is known of a program
 * is in Berth's folder on the machine that runs it.
 */
@NullMarked
package dev.berth.targets.vm.running;

import org.jspecify.annotations.NullMarked;
