/**
 * Looks at targets. {@link dev.berth.monitor.watch.Probe} asks, {@link
 * dev.berth.monitor.watch.Look} is what it saw, {@link dev.berth.monitor.watch.Reporting}, {@link
 * dev.berth.monitor.watch.Scaling} and {@link dev.berth.monitor.watch.Reading} say what follows,
 * {@link dev.berth.monitor.watch.Watcher} does it again and again for one target, and {@link
 * dev.berth.monitor.watch.WatchSchedule} keeps one watcher for every target that is this replica's
 * share. Which targets those are, and what should be on them, is told by {@link
 * dev.berth.monitor.watch.Watched}.
 */
@NullMarked
package dev.berth.monitor.watch;

import org.jspecify.annotations.NullMarked;
