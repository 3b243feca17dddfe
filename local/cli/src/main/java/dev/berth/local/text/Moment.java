package dev.berth.local.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as tables show them: UTC, to the second. */
public final class Moment {

  private Moment() {}

  /** Such as {@code 2026-11-24T09:00:00Z}; a text that is no moment stays as it is. */
  public static String of(String text) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException e) {
      return text;
    }
  }
}
