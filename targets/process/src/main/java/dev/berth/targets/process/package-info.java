/**
 * The target {@code process}: a pool of processes on this machine (Linux).
 *
 * <p>An attempt is a folder, made by one atomic rename, with one folder for each worker. A worker
 * is a session of its own, led by a small shell script that claims its folder, writes down who it
 * is (pid and start time), runs the program, and leaves an exit record. So it outlives Berth, is
 * found again by whoever looks into the folder, and has died without a word when its leader is gone
 * and there is no record. A released attempt's folder keeps a tombstone, and nothing starts there
 * again.
 */
@NullMarked
package dev.berth.targets.process;

import org.jspecify.annotations.NullMarked;
