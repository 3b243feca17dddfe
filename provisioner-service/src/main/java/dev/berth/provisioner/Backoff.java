package dev.berth.provisioner;

import java.time.Duration;

/**
 * How long to wait before another try: doubling, with a bound. Each attempt waits its own part of
 * it, between half and all, so that thousands that failed together do not come back together.
 *
 * @param initial before the second try, above 0
 * @param maximum what the doubling ends at, at least {@code initial}
 */
public record Backoff(Duration initial, Duration maximum) {

  private static final int LARGEST_SHIFT = 30;
  private static final int PARTS = 1_000;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken, naming it
   */
  public Backoff {
    if (initial.isNegative() || initial.isZero() || maximum.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "backoff: initial %s must be above 0 and maximum %s not below it"
              .formatted(initial, maximum));
    }
  }

  /** The wait after that many tries, from 1, of that task. */
  public Duration after(int tries, Task task) {
    Duration doubled = initial.multipliedBy(1L << Math.min(LARGEST_SHIFT, tries - 1));
    Duration bounded = doubled.compareTo(maximum) < 0 ? doubled : maximum;
    int part = Math.floorMod(31 * task.place().hashCode() + tries, PARTS);
    return bounded.multipliedBy(PARTS + part).dividedBy(2 * PARTS);
  }
}
