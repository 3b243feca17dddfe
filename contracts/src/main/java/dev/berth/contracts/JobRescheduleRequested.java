package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The monitor asks for the attempt that follows one that has ended. It carries all that the advisor
 * needs to decide it.
 *
 * @param ended the attempt that has ended; the one asked for is its {@link AttemptId#next}
 * @param spec what the job asks for
 * @param history the ended attempts
 */
@RegisterForReflection
public record JobRescheduleRequested(AttemptId ended, JobSpec spec, AttemptHistory history)
    implements RequestEvent {
  @Override
  public JobId jobId() {
    return ended.job();
  }
}
