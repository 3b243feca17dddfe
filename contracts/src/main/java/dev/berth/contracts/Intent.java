package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a job is for; it chooses the weights of the decision. Nothing said means production. */
@RegisterForReflection
public enum Intent {
  /** A regular pipeline's job: it has to finish, unattended. */
  @JsonProperty("production")
  PRODUCTION("production"),

  /** Trying something out; cheap and soon rather than safe. */
  @JsonProperty("experiment")
  EXPERIMENT("experiment"),

  /** A person waits for it and looks at it. */
  @JsonProperty("debugging")
  DEBUGGING("debugging"),

  /** Short work of a fixed size. */
  @JsonProperty("fixed")
  FIXED("fixed"),

  /** Training of a large model from scratch over many accelerators. */
  @JsonProperty("pretraining")
  PRETRAINING("pretraining"),

  /** Tightly coupled numerical work. */
  @JsonProperty("simulation")
  SIMULATION("simulation"),

  /** Work that has to stay in the house, for its data's or its licence's sake. */
  @JsonProperty("on-premises")
  ON_PREMISES("on-premises");

  private final String written;

  Intent(String written) {
    this.written = written;
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
