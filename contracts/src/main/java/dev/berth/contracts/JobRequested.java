package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A pipeline asks for a job. The same request twice is one job.
 *
 * @param spec what is asked for
 */
@RegisterForReflection
public record JobRequested(JobSpec spec) implements RequestEvent {
  @Override
  public JobId jobId() {
    return spec.id();
  }
}
