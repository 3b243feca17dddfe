package dev.berth.targets.kubernetes.live;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Attempts as drivers see them, waited for.
 *
 * @param provisioner releases
 * @param monitor looks; it may be the same
 * @param patience for whatever is waited for
 */
public record Attempts(Driver provisioner, Driver monitor, Duration patience) {

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** For conditions of other kinds. */
  public ConditionFactory await() {
    return Awaitility.await().atMost(patience).pollInterval(PAUSE);
  }

  /** What is seen of it now. */
  public Observation seen(AttemptId attempt) throws TargetTroubleException {
    return monitor.find().stream()
        .filter(found -> found.attempt().equals(attempt))
        .map(NativeAttempt::observation)
        .findFirst()
        .orElse(new Observation.Absent("not listed"));
  }

  /** The first observation of that kind, once there is one. */
  public <O extends Observation> O await(AttemptId attempt, Class<O> kind) {
    return await(attempt, kind, _ -> true);
  }

  /** The first observation of that kind for which that is so, once there is one. */
  public <O extends Observation> O await(AttemptId attempt, Class<O> kind, Predicate<O> which) {
    AtomicReference<Observation> last = new AtomicReference<>();
    return await()
        .conditionEvaluationListener(condition -> {
          if (condition.getRemainingTimeInMS() <= 0) {
            System.out.println(attempt + " was last seen as " + last.get());
          }
        })
        .until(
            () -> {
              last.set(seen(attempt));
              return kind.isInstance(last.get()) ? kind.cast(last.get()) : null;
            },
            observation -> observation != null && which.test(observation));
  }

  /** Asks until it is released. */
  public void release(AttemptId attempt) {
    await().until(() -> provisioner.release(attempt) instanceof ReleaseOutcome.Released);
  }
}
