package dev.berth.monitor.streams;

import java.time.Duration;

/**
 * How timers are worked off.
 *
 * @param interval between two looks for timers that are due; bounds how late one can be
 * @param perRun how many timers of a partition one look works off at most; the others follow in the
 *     next
 */
public record TimerSettings(Duration interval, int perRun) {}
