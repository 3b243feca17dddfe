package dev.berth.targets.slurm;

import java.time.Duration;

/**
 * How long to leave Slurm alone between two looks at everything: longer with many jobs, of which each
 * answer is full, and doubled with every look in trouble.
 *
 * @param least the shortest
 * @param most the longest
 */
record Pace(Duration least, Duration most) {

  /** Up to so many jobs the shortest holds; from there on it grows with their number. */
  private static final int JOBS = 1_000;

  private static final int LARGEST_SHIFT = 16;

  /**
   * The wait.
   *
   * @param jobs how many were listed last
   * @param troubles how many looks have failed in a row
   */
  Duration after(int jobs, int troubles) {
    long whole = least.toMillis() * Math.max(1, jobs / JOBS);
    long wait = whole << Math.min(troubles, LARGEST_SHIFT);
    return wait > most.toMillis() || wait < 0 ? most : Duration.ofMillis(wait);
  }
}
