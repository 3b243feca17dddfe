package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Where a job stands, read off its facts. */
@RegisterForReflection
public enum JobPhase {
  /** Something names it, and nobody has asked for it as far as is known yet. */
  @JsonProperty("unknown")
  UNKNOWN("unknown"),

  /** It, or its next attempt, is asked for and not decided yet. */
  @JsonProperty("requested")
  REQUESTED("requested"),

  /** Its attempt has a target, which has not taken it yet. */
  @JsonProperty("placed")
  PLACED("placed"),

  /** A target has its attempt, which does not run yet. */
  @JsonProperty("pending")
  PENDING("pending"),

  /** Its attempt runs. */
  @JsonProperty("running")
  RUNNING("running"),

  /** Its attempt has ended and is not confirmed released yet. */
  @JsonProperty("releasing")
  RELEASING("releasing"),

  /** The next attempt waits for its backoff. */
  @JsonProperty("waiting")
  WAITING("waiting"),

  /** It has reached its end well. */
  @JsonProperty("succeeded")
  SUCCEEDED("succeeded"),

  /** It is given up. */
  @JsonProperty("failed")
  FAILED("failed"),

  /** It has ended as somebody asked. */
  @JsonProperty("cancelled")
  CANCELLED("cancelled"),

  /** Its request was not taken. */
  @JsonProperty("refused")
  REFUSED("refused");

  private final String written;

  JobPhase(String written) {
    this.written = written;
  }

  /** Whether nothing further happens to it by itself. */
  public boolean ended() {
    return switch (this) {
      case SUCCEEDED, FAILED, CANCELLED, REFUSED -> true;
      case UNKNOWN, REQUESTED, PLACED, PENDING, RUNNING, RELEASING, WAITING -> false;
    };
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
