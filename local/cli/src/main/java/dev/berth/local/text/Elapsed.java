package dev.berth.local.text;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: about three digits and a unit. */
public final class Elapsed {

  private Elapsed() {}

  /** Such as {@code 12ms}, {@code 3.4s}, {@code 5m12s}, {@code 2h05m}, {@code 3d4h}. */
  public static String of(Duration duration) {
    if (duration.isNegative()) {
      return "-" + of(duration.negated());
    }
    if (duration.toSeconds() < 1) {
      return duration.toMillis() + "ms";
    }
    if (duration.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1e3);
    }
    if (duration.toHours() < 1) {
      return String.format(Locale.ROOT, "%dm%02ds", duration.toMinutes(), duration.toSecondsPart());
    }
    if (duration.toDays() < 1) {
      return String.format(Locale.ROOT, "%dh%02dm", duration.toHours(), duration.toMinutesPart());
    }
    return "%dd%dh".formatted(duration.toDays(), duration.toHoursPart());
  }
}
