package dev.berth.testing.bench;

import java.util.List;

/** The middle of what several rounds gave. */
public final class Medians {

  private Medians() {}

  /**
   * The median.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static double of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
