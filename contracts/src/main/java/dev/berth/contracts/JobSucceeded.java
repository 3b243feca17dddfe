package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A job has reached its end well, and is released.
 *
 * @param job which job
 * @param attempt the attempt that succeeded
 * @param endedAt when
 */
@RegisterForReflection
public record JobSucceeded(JobId job, AttemptId attempt, Instant endedAt) implements HealthEvent {
  @Override
  public JobId jobId() {
    return job;
  }
}
