package dev.berth.targets.api;

/**
 * One thing that a target needs, looked at once.
 *
 * @param name what was looked at, in words of a-z and dashes; the same for every target of a kind
 * @param outcome whether the target has it
 */
public record Check(String name, CheckOutcome outcome) {

  /** That a target's own settings are wrong, as their reader says it. */
  public static Check wrongSettings(IllegalArgumentException wrong) {
    return new Check(
        "settings",
        new CheckOutcome.Failed(
            String.valueOf(wrong.getMessage()), "mend the target's entry in the fleet file"));
  }
}
