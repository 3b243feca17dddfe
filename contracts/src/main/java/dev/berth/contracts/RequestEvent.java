package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What is asked of Berth, on {@code berth.requests}. */
public sealed interface RequestEvent extends Event
    permits JobRequested, JobRescheduleRequested, JobCancelRequested {

  /** The job that it is about. */
  @JsonIgnore
  JobId jobId();

  @Override
  default String key() {
    return jobId().value();
  }
}
