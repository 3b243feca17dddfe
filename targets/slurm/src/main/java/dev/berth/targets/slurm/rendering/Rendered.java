package dev.berth.targets.slurm.rendering;

import dev.berth.targets.slurm.script.BatchRequest;

/** What a submission comes to. */
public sealed interface Rendered {

  /**
   * This job.
   *
   * @param request all that Slurm is told
   */
  record Batch(BatchRequest request) implements Rendered {}

  /**
   * It cannot run there, however often it is tried: a failure of configuration.
   *
   * @param reason why, in one sentence that names what was asked for and the limit
   */
  record Unfit(String reason) implements Rendered {}
}
