package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of an attempt.
 *
 * @param observation it
 * @param pod whose log's end belongs to it; null if none does
 */
public record Sight(Observation observation, @Nullable String pod) {

  static Sight of(Observation observation) {
    return new Sight(observation, null);
  }

  static Sight failed(FailureCategory category, String reason, Instant at) {
    return of(new Observation.Failed(category, reason, null, "", at));
  }

  /** The same, with the end of that log; an empty one leaves what there is. */
  public Sight withLogTail(String tail) {
    return observation instanceof Observation.Failed failed && !tail.isEmpty()
        ? new Sight(
            new Observation.Failed(
                failed.category(), failed.reason(), failed.exitCode(), tail, failed.endedAt()),
            pod)
        : this;
  }
}
