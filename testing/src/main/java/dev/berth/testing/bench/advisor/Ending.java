package dev.berth.testing.bench.advisor;

import java.time.Duration;

/** Waits for a loop's end. */
final class Ending {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Ending() {}

  static void await(Thread thread) {
    try {
      if (!thread.join(PATIENCE)) {
        throw new IllegalStateException(thread.getName() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
