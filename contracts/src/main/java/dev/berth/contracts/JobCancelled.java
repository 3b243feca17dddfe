package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A job has ended as somebody asked, and all its attempts are released.
 *
 * @param job which job
 * @param reason as asked; may be empty
 * @param endedAt when
 */
@RegisterForReflection
public record JobCancelled(JobId job, String reason, Instant endedAt) implements HealthEvent {
  @Override
  public JobId jobId() {
    return job;
  }
}
