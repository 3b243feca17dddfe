package dev.berth.targets.kubernetes.dialect;

import java.util.List;
import java.util.Optional;

/** What GKE Autopilot lets a pod ask for; more is refused by it, less is rounded up by it. */
public final class Autopilot {

  /**
   * A kind of node.
   *
   * @param name the value of the label {@link #COMPUTE_CLASS}
   * @param cpus the most that a pod may ask for
   * @param memoryMiB the most that a pod may ask for
   */
  public record ComputeClass(String name, double cpus, long memoryMiB) {}

  /**
   * cloud.google.com/kubernetes-engine/docs/concepts/autopilot-compute-classes: a node selector.
   */
  public static final String COMPUTE_CLASS = "cloud.google.com/compute-class";

  /** The class of pods that name none. */
  public static final String GENERAL_PURPOSE = "general-purpose";

  // cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests, "Minimum and
  // maximum resources"; classes with accelerators, and a cluster's own, are bounded by the machine.
  private static final List<ComputeClass> BOUNDED =
      List.of(
          new ComputeClass(GENERAL_PURPOSE, 30, 110 * 1_024L),
          new ComputeClass("Balanced", 222, 851 * 1_024L),
          new ComputeClass("Scale-Out", 54, 216 * 1_024L));

  private Autopilot() {}

  /** The bounds of that class, if it has its own. */
  public static Optional<ComputeClass> bounds(String name) {
    return BOUNDED.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
