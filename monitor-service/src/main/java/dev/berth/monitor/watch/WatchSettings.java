package dev.berth.monitor.watch;

import java.time.Duration;

/**
 * The watchers' times.
 *
 * @param lookInterval between two looks at a target, shortened by up to a tenth at random so that
 *     looks spread out
 * @param readingInterval the longest between two readings of a target; it also bounds the rest
 *     after a look that took long
 * @param strayInterval between two reports of the same thing that nothing accounts for
 * @param fleetInterval between two looks at the fleet file
 * @param callTimeout how long one call to a target's driver is waited for; then the target is
 *     unreachable
 */
public record WatchSettings(
    Duration lookInterval,
    Duration readingInterval,
    Duration strayInterval,
    Duration fleetInterval,
    Duration callTimeout) {}
