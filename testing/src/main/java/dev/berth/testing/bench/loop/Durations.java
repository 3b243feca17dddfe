package dev.berth.testing.bench.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations that were measured, in milliseconds. */
public final class Durations {

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Double> millis = new ArrayList<>();

  /** Takes one in. */
  public void add(long nanos) {
    millis.add(nanos / NANOS_PER_MILLI);
  }

  /** How many there are. */
  public int count() {
    return millis.size();
  }

  /**
   * The smallest of them that at least such a part of them does not exceed.
   *
   * @param part from 0 to 1, such as 0.99
   * @throws IllegalStateException if there are none
   */
  public double quantile(double part) {
    if (millis.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
