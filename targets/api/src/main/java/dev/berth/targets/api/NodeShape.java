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
 * @param pricePerHour of one machine, in US dollars, at least 0; null if nobody charges for it
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
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public NodeShape {
    require(name != null, "a machine of this target", "name is missing");
    require(cpus > 0 && Double.isFinite(cpus), name, "cpus " + cpus + " must be above 0");
    require(memoryMiB > 0, name, "memoryMiB " + memoryMiB + " must be above 0");
    require(maximum >= 1, name, "maximum " + maximum + " must be at least 1");
    if (accelerators != null) {
      require(accelerators.kind() != null, name, "accelerators.kind is missing");
      require(
          accelerators.count() >= 1,
          name,
          "accelerators.count " + accelerators.count() + " must be at least 1");
    }
    requirePrice(pricePerHour, name, "pricePerHour");
    requirePrice(preemptiblePricePerHour, name, "preemptiblePricePerHour");
  }

  private static void requirePrice(@Nullable Double price, String name, String field) {
    require(
        price == null || (price >= 0 && Double.isFinite(price)),
        name,
        field + ' ' + price + " must be at least 0");
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("node shape '" + name + "': " + problem);
    }
  }
}
