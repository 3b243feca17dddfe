package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What executes a job's entrypoint. */
@RegisterForReflection
public enum JobRuntime {
  /** A Ray cluster: a head and workers; the entrypoint is the driver program. */
  @JsonProperty("ray")
  RAY("ray"),

  /** A container image, one container a worker. */
  @JsonProperty("container")
  CONTAINER("container"),

  /** A plain program on the target's own file system. */
  @JsonProperty("command")
  COMMAND("command");

  private final String written;

  JobRuntime(String written) {
    this.written = written;
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
