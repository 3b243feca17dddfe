package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What the monitor saw and concluded, on {@code berth.health}. */
public sealed interface HealthEvent extends Event
    permits AttemptObserved, AttemptEnded, JobSucceeded, JobFailed, JobCancelled {

  /** The job that it is about. */
  @JsonIgnore
  JobId jobId();

  @Override
  default String key() {
    return jobId().value();
  }
}
