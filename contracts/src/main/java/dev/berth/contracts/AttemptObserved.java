package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What the monitor saw of an attempt.
 *
 * @param attempt which attempt
 * @param target where
 * @param nativeId what the target calls it; empty when it was not found
 * @param observation what was seen
 * @param observedAt when, by the monitor's clock
 */
@RegisterForReflection
public record AttemptObserved(
    AttemptId attempt,
    TargetId target,
    String nativeId,
    Observation observation,
    Instant observedAt)
    implements HealthEvent {
  @Override
  public JobId jobId() {
    return attempt.job();
  }
}
