package dev.berth.targets.slurm.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs container images for people who are not root. */
@RegisterForReflection
public enum ContainerRuntime {
  /** Shifter, of NERSC. */
  @JsonProperty("shifter")
  SHIFTER("shifter"),

  /** Podman with what HPC needs, of NERSC. */
  @JsonProperty("podman-hpc")
  PODMAN_HPC("podman-hpc"),

  /** Apptainer, which was Singularity. */
  @JsonProperty("apptainer")
  APPTAINER("apptainer");

  private final String program;

  ContainerRuntime(String program) {
    this.program = program;
  }

  /** The one whose program has that name. */
  public static Optional<ContainerRuntime> named(String name) {
    return Stream.of(values()).filter(one -> one.program.equals(name)).findFirst();
  }

  /** Its program, which is also its name in settings. */
  @Override
  public String toString() {
    return program;
  }
}
