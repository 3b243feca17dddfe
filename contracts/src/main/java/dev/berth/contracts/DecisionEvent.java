package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What the advisor decided, on {@code berth.decisions}. */
public sealed interface DecisionEvent extends Event permits JobPlaced, JobUnplaceable, JobRefused {

  /** The job that it is about. */
  @JsonIgnore
  JobId jobId();

  @Override
  default String key() {
    return jobId().value();
  }
}
