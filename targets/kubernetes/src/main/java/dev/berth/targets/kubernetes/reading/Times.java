package dev.berth.targets.kubernetes.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as the API server writes them. */
public final class Times {

  private Times() {}

  /** That time; another where none was written. */
  public static Instant or(@Nullable String written, Instant otherwise) {
    return written == null || written.isEmpty() ? otherwise : Instant.parse(written);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
