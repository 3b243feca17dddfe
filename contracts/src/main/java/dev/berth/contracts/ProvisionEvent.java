package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What the provisioner did, on {@code berth.provisions}. */
public sealed interface ProvisionEvent extends Event
    permits AttemptSubmitted, AttemptRefused, AttemptReleased {

  /** The attempt that it is about. */
  AttemptId attempt();

  /** Where. */
  TargetId target();

  /** The job that it is about. */
  @JsonIgnore
  default JobId jobId() {
    return attempt().job();
  }

  @Override
  default String key() {
    return jobId().value();
  }
}
