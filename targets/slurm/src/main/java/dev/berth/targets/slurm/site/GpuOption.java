package dev.berth.targets.slurm.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How jobs of a site ask for accelerators. */
@RegisterForReflection
public enum GpuOption {
  /** {@code --gpus-per-node}. */
  @JsonProperty("gpus-per-node")
  GPUS_PER_NODE,

  /** {@code --gres=gpu:…}. */
  @JsonProperty("gres")
  GRES,

  /** Not at all: whoever has a node has all that is in it. */
  @JsonProperty("none")
  NONE
}
