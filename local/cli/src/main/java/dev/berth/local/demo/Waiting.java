package dev.berth.local.demo;

import java.time.Duration;
import java.util.Optional;

/** Waits for states that send no event. */
final class Waiting {

  private static final long PAUSE_MILLIS = 50;

  private Waiting() {}

  /** A look that may fail; with a {@link DemoFailure} it ends the waiting. */
  @FunctionalInterface
  interface Look<T> {
    Optional<T> look() throws Exception;
  }

  /**
   * Looks again and again until there is something.
   *
   * @param what is waited for, for the message when it does not come
   */
  static <T> T until(String what, Duration patience, Look<T> look)
      throws DemoFailure, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String trouble = "";
      try {
        Optional<T> found = look.look();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (InterruptedException | DemoFailure e) {
        throw e;
      } catch (Exception e) {
        trouble = ". The last trouble: " + e;
      }
      if (System.nanoTime() > deadline) {
        throw new DemoFailure(
            "waited %d s for this, in vain: %s%s".formatted(patience.toSeconds(), what, trouble));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
