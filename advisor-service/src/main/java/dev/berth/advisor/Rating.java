package dev.berth.advisor;

/**
 * A cell of the decision matrix.
 *
 * @param word as people say it, such as {@code minutes}
 * @param value from 0 (worst) to 1 (best)
 */
public record Rating(String word, double value) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the value is not within 0..1
   */
  public Rating {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "rating '%s': %s is not within 0..1".formatted(word, value));
    }
  }
}
