package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why an attempt failed; each category has a retry budget of its own. */
@RegisterForReflection
public enum FailureCategory {
  /** The program itself ended with an error, or took more memory than it asked for. */
  @JsonProperty("application")
  APPLICATION("application"),

  /** The target took its machines back for somebody else. */
  @JsonProperty("preempted")
  PREEMPTED("preempted"),

  /**
   * The time that the target's queue allows was up before the program had done its work: no fault
   * of anybody's, and the next attempt goes on from the checkpoint.
   */
  @JsonProperty("walltime")
  WALLTIME("walltime"),

  /** A machine, a network or a disk broke. */
  @JsonProperty("infrastructure")
  INFRASTRUCTURE("infrastructure"),

  /** The target had no room, now. */
  @JsonProperty("capacity")
  CAPACITY("capacity"),

  /** What was asked cannot work there: an image, a quota, an account, a right. */
  @JsonProperty("configuration")
  CONFIGURATION("configuration");

  private final String written;

  FailureCategory(String written) {
    this.written = written;
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
