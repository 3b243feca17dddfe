package dev.berth.testing.bench;

/**
 * One figure with its reference from the same run.
 *
 * @param name what was measured, beginning with the benchmark's name
 * @param reference the reference, in {@code unit}
 * @param value the figure, in {@code unit}
 * @param unit of both, such as {@code decisions/s} or {@code ms}
 * @param ratio the figure ÷ the reference
 * @param aim what the ratio should be
 */
public record Result(
    String name, double reference, double value, String unit, double ratio, Aim aim) {

  /** The plain ratio of both. */
  public static Result of(String name, double reference, double value, String unit, Aim aim) {
    return new Result(name, reference, value, unit, value / reference, aim);
  }
}
