package dev.berth.targets.slurm.script;

import org.jspecify.annotations.Nullable;

/** How a job asks for accelerators. Features of nodes stand in the request's constraint. */
public sealed interface AcceleratorRequest {

  /**
   * {@code --gpus-per-node=[kind:]count}.
   *
   * @param kind the site's name for the model, or null for any
   * @param count on each node, at least 1
   */
  record GpusPerNode(@Nullable String kind, int count) implements AcceleratorRequest {

    /** As the option takes it. */
    public String text() {
      return kind == null ? Integer.toString(count) : kind + ':' + count;
    }
  }

  /**
   * {@code --gres=gpu:[kind:]count}, of each node.
   *
   * @param kind the site's name for the model, or null for any
   * @param count on each node, at least 1
   */
  record Gres(@Nullable String kind, int count) implements AcceleratorRequest {

    /** As the option takes it. */
    public String text() {
      return kind == null ? "gpu:" + count : "gpu:" + kind + ':' + count;
    }
  }
}
