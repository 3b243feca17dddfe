package dev.berth.targets.slurm;

import java.time.Duration;

/**
 * How long to leave Slurm alone between two looks at everything: longer with many jobs, of which
 * each answer is full, and doubled with every look in trouble.
 *
 * @param least the shortest, at most a minute
 * @param most the longest after trouble
 */
record Pace(Duration least, Duration most) {

  /** Up to so many jobs the shortest holds; from there on it grows with their number. */
  private static final int JOBS = 1_000;

  private static final int LARGEST_SHIFT = 16;

  /** Whoever looks waits for it meanwhile, and the monitor waits for two minutes at most. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /**
   * The wait.
   *
   * @param jobs how many were listed last
   * @param troubles how many looks have failed in a row
   */
  Duration after(int jobs, int troubles) {
    if (troubles > 0) {
      return least(Duration.ofMillis(least.toMillis() << Math.min(troubles, LARGEST_SHIFT)), most);
    }
    Duration whole = least.multipliedBy(Math.max(1, jobs / JOBS));
    return least(whole, least.compareTo(LONGEST_WAIT) > 0 ? least : LONGEST_WAIT);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
