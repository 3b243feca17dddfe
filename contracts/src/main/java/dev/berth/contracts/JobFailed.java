package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A job is given up: a budget is spent, its deadline has passed, or nothing fits.
 *
 * @param job which job
 * @param category the category of the last failure
 * @param reason why no further attempt is made, in one sentence
 * @param history its ended attempts
 * @param endedAt when
 */
@RegisterForReflection
public record JobFailed(
    JobId job, FailureCategory category, String reason, AttemptHistory history, Instant endedAt)
    implements HealthEvent {
  @Override
  public JobId jobId() {
    return job;
  }
}
