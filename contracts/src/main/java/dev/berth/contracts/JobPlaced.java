package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * An attempt has a target. The provisioner needs nothing else to make it so.
 *
 * @param attempt what was placed
 * @param target where
 * @param previous the attempt before, which must be released first, or null for a job's first and
 *     where none was placed
 * @param resumed whether an earlier attempt ran, so that a checkpoint may be found
 * @param spec what the job asks for
 * @param decision why there
 */
@RegisterForReflection
public record JobPlaced(
    AttemptId attempt,
    TargetId target,
    @Nullable PlacedAttempt previous,
    boolean resumed,
    JobSpec spec,
    Decision decision)
    implements DecisionEvent {
  @Override
  public JobId jobId() {
    return attempt.job();
  }
}
