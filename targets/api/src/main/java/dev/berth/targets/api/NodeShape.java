package dev.berth.targets.api;

import dev.berth.contracts.Accelerators;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * One kind of machine of a target.
 *
 * @param name the vendor's name for it, such as {@code p5.48xlarge}
 * @param cpus processor cores that a job can have, above 0
 * @param memoryMiB memory in mebibytes that a job can have, above 0
 * @param accelerators what one machine has, or null for none
 * @param maximum how many of these machines there are or may be made, at least 1
 * @param pricePerHour of one machine, in US dollars; null if nobody charges for it
 * @param preemptiblePricePerHour the same when the provider may take it back, or null if that is
 *     not offered
 */
@RegisterForReflection
public record NodeShape(
    String name,
    double cpus,
    long memoryMiB,
    @Nullable Accelerators accelerators,
    int maximum,
    @Nullable Double pricePerHour,
    @Nullable Double preemptiblePricePerHour) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken, naming it
   */
  public NodeShape {
    if (cpus <= 0 || memoryMiB <= 0 || maximum < 1) {
      throw new IllegalArgumentException(
          "node shape '%s': cpus %s and memoryMiB %d must be above 0, maximum %d at least 1"
              .formatted(name, cpus, memoryMiB, maximum));
    }
  }
}
