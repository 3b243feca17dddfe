package dev.berth.targets.slurm.site;

import dev.berth.contracts.Accelerators;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * One kind of node of a system.
 *
 * @param name as queues and the fleet file call it
 * @param cpus processor cores that a job can have, above 0
 * @param threadsPerCore what Slurm counts as CPUs of one core there, at least 1; 1 if not said
 * @param memoryMiB memory in mebibytes that a job can have, above 0
 * @param accelerators what one node has, or null for none
 * @param constraint the feature by which a job asks for this kind, or null
 * @param gpuType the site's name for the model where a job has to give it, or null
 * @param maximum how many there are, or null if the site does not say
 */
@RegisterForReflection
public record SiteNode(
    String name,
    int cpus,
    Integer threadsPerCore,
    long memoryMiB,
    @Nullable Accelerators accelerators,
    @Nullable String constraint,
    @Nullable String gpuType,
    @Nullable Integer maximum) {

  /**
   * Fills in what was not said.
   *
   * @throws IllegalArgumentException if something is out of bounds, naming it
   */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public SiteNode {
    threadsPerCore = threadsPerCore == null ? 1 : threadsPerCore;
    if (name == null
        || cpus < 1
        || threadsPerCore < 1
        || memoryMiB < 1
        || (maximum != null && maximum < 1)) {
      throw new IllegalArgumentException(
          "node '%s' needs a name, and numbers of at least 1".formatted(name));
    }
    if (accelerators != null && (accelerators.kind() == null || accelerators.count() < 1)) {
      throw new IllegalArgumentException(
          "node '%s': accelerators need a kind, and a count of at least 1".formatted(name));
    }
  }
}
