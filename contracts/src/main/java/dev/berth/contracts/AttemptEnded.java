package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An attempt has ended; the provisioner releases all that it created.
 *
 * @param attempt which attempt
 * @param target where
 * @param ending how
 * @param ran whether it was ever seen running
 * @param endedAt when, as far as known
 */
@RegisterForReflection
public record AttemptEnded(
    AttemptId attempt, TargetId target, Ending ending, boolean ran, Instant endedAt)
    implements HealthEvent {
  @Override
  public JobId jobId() {
    return attempt.job();
  }
}
