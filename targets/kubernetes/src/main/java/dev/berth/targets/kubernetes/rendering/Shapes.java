package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.Accelerators;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Machine;
import java.util.Optional;

/** Holds the machines of a fleet file against what their vendor sells under those names. */
public final class Shapes {

  private Shapes() {}

  /**
   * Checks every machine that has a name of the vendor's; less than the vendor says is fine, since
   * the system takes its part.
   *
   * @throws IllegalArgumentException if one is said to have what it has not, naming it
   */
  public static void check(Target target, Dialect dialect) {
    for (NodeShape shape : target.nodes()) {
      Optional<Machine> machine = dialect.machine(shape.name());
      if (machine.isPresent() && !isWithin(shape, machine.get())) {
        throw new IllegalArgumentException(
            "target '%s': nodes: '%s' with %s cpus, %d MiB and %s is more than that machine has, or another: %s"
                .formatted(
                    target.id(),
                    shape.name(),
                    shape.cpus(),
                    shape.memoryMiB(),
                    shape.accelerators() == null
                        ? "no accelerator"
                        : shape.accelerators().count() + " " + shape.accelerators().kind(),
                    machine.get()));
      }
    }
  }

  private static boolean isWithin(NodeShape shape, Machine machine) {
    Accelerators said = shape.accelerators();
    return shape.cpus() <= machine.cpus()
        && shape.memoryMiB() <= machine.memoryMiB()
        && (said == null
            || (said.count() <= machine.accelerators().count()
                && alike(said.kind(), machine.accelerators().kind())));
  }

  /** A fleet may call the same thing a100-40gb or a100, but not an h100 an a100. */
  private static boolean alike(String said, String sold) {
    return said.startsWith(sold) || sold.startsWith(said);
  }
}
