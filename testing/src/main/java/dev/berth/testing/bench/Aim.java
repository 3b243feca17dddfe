package dev.berth.testing.bench;

/**
 * What a ratio should be.
 *
 * @param bound on which side of the value
 * @param value the ratio aimed at
 */
public record Aim(Bound bound, double value) {

  /** On which side. */
  public enum Bound {
    /** More is better. */
    AT_LEAST("≥"),
    /** Less is better. */
    AT_MOST("≤");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  /** More is better. */
  public static Aim atLeast(double value) {
    return new Aim(Bound.AT_LEAST, value);
  }

  /** Less is better. */
  public static Aim atMost(double value) {
    return new Aim(Bound.AT_MOST, value);
  }

  /** Whether a ratio reaches it. */
  public boolean isMetBy(double ratio) {
    return switch (bound) {
      case AT_LEAST -> ratio >= value;
      case AT_MOST -> ratio <= value;
    };
  }
}
