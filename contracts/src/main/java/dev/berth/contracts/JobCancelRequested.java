package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Somebody asks that a job be ended, whatever its state.
 *
 * @param job which job
 * @param reason why, for the record; may be empty
 */
@RegisterForReflection
public record JobCancelRequested(JobId job, String reason) implements RequestEvent {
  @Override
  public JobId jobId() {
    return job;
  }
}
