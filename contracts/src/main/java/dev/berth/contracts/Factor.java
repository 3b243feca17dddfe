package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A column of the decision matrix. */
@RegisterForReflection
public enum Factor {
  /** How soon the job can start. */
  @JsonProperty("setup-time")
  SETUP_TIME("setup-time"),

  /** How the target grows with demand. */
  @JsonProperty("scaling")
  SCALING("scaling"),

  /** What the target does by itself when a machine dies. */
  @JsonProperty("fault-tolerance")
  FAULT_TOLERANCE("fault-tolerance"),

  /** What an hour of the job costs. */
  @JsonProperty("cost")
  COST("cost"),

  /** How much there is to know and to go wrong. */
  @JsonProperty("complexity")
  COMPLEXITY("complexity"),

  /** How fast the job runs once it runs. */
  @JsonProperty("throughput")
  THROUGHPUT("throughput"),

  /** How freely software and shape can be chosen. */
  @JsonProperty("flexibility")
  FLEXIBILITY("flexibility"),

  /** Whether the deployment model is the one that suits this intent best. */
  @JsonProperty("fitness")
  FITNESS("fitness");

  private final String written;

  Factor(String written) {
    this.written = written;
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
