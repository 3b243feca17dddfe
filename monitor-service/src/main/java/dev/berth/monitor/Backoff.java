package dev.berth.monitor;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.RetryBudget;
import java.time.Duration;

/**
 * How long to wait before another attempt: it doubles with every failure of the category, up to the
 * budget's bound, and is then shortened by up to a half, by the attempt's name and so the same each
 * time it is worked out ("equal jitter", M. Brooker, "Exponential Backoff And Jitter", 2015): what
 * failed together does not come back together.
 */
final class Backoff {

  private static final int LARGEST_SHIFT = 30;
  private static final int STEPS = 1 << 16;

  private Backoff() {}

  /**
   * The wait.
   *
   * @param failures how many attempts have failed in this category, from 1
   * @param failed the attempt that failed last
   */
  static Duration of(RetryBudget budget, int failures, AttemptId failed) {
    long first = budget.backoff().toMillis();
    long bound = budget.maximumBackoff().toMillis();
    int shift = Math.min(failures - 1, LARGEST_SHIFT);
    long whole = first > bound >> shift ? bound : first << shift;
    return Duration.ofMillis(whole - (whole / 2) * jitter(failed) / STEPS);
  }

  /** From 0 to {@link #STEPS}, by a mixing of the name's hash (MurmurHash3's finalizer). */
  private static long jitter(AttemptId attempt) {
    int hash = attempt.toString().hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return (hash ^ (hash >>> 16)) & (STEPS - 1);
  }
}
