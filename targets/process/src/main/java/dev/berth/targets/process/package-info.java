/**
 * The target {@code process}: a pool of processes on this machine (Linux).
 *
 * <p>An attempt is a folder, made by one atomic rename, with one folder for each worker. A worker
 * is a session of its own, led by a small shell script that claims its folder, writes down who it
 * is (pid and start time), runs the program, and leaves an exit record. So it outlives Berth, is
 * found again by whoever looks into the folder, and has died without a word when its leader is gone
 * and there is no record. A released attempt's folder is renamed out of the way, keeps its files
 * for a while and its name for longer, and nothing starts under that name again.
 */
@NullMarked
package dev.berth.targets.process;

import org.jspecify.annotations.NullMarked;
