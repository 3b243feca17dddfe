package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits for a state with a deadline. */
final class Waiting {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Waiting() {}

  static Optional<Observation> seen(Driver driver, AttemptId attempt)
      throws TargetTroubleException {
    return driver.find().stream()
        .filter(one -> one.attempt().equals(attempt))
        .map(NativeAttempt::observation)
        .findFirst();
  }

  /** The first observation that is so. */
  static Observation until(Driver driver, AttemptId attempt, Predicate<Observation> isSo)
      throws TargetTroubleException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<Observation> seen = seen(driver, attempt);
      if (seen.filter(isSo).isPresent()) {
        return seen.get();
      }
      assertThat(Instant.now()).as("%s is seen as %s", attempt, seen).isBefore(deadline);
      Thread.sleep(PAUSE);
    }
  }

  static <T extends Observation> T until(Driver driver, AttemptId attempt, Class<T> type)
      throws TargetTroubleException, InterruptedException {
    return type.cast(until(driver, attempt, type::isInstance));
  }

  static ReleaseOutcome.Released released(Driver driver, AttemptId attempt)
      throws TargetTroubleException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      ReleaseOutcome outcome = driver.release(attempt);
      if (outcome instanceof ReleaseOutcome.Released released) {
        return released;
      }
      assertThat(Instant.now()).as("%s", outcome).isBefore(deadline);
      Thread.sleep(PAUSE);
    }
  }
}
