package dev.berth.targets.process;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again, up to a bound. */
final class Waiting {

  private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  private Waiting() {}

  /** Whether something holds. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Whether it came to hold within that time. */
  static boolean until(Clock clock, Duration atMost, Condition condition) throws IOException {
    Instant deadline = clock.instant().plus(atMost);
    while (!condition.holds()) {
      if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(deadline)) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
