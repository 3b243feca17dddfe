package dev.berth.monitor.streams;

import java.time.Duration;

/**
 * When the ledger acts by itself.
 *
 * @param interval between two looks for timers that are due; bounds how late one can be
 * @param perRun how many timers of a partition one look works off at most; the others follow in the
 *     next
 * @param commitSpacing the least time between two transactions that end because others wait for
 *     what they wrote; the first after a rest ends at once
 */
public record TimerSettings(Duration interval, int perRun, Duration commitSpacing) {}
