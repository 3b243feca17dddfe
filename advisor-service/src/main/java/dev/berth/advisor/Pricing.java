package dev.berth.advisor;

import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import org.jspecify.annotations.Nullable;

/** What a job's machines cost. */
final class Pricing {

  private Pricing() {}

  /**
   * What the machines for all of a job's least workers cost in US dollars an hour, on the cheapest
   * shape that holds them all; null if nothing fits or nobody charges. Kubernetes' machines are
   * shared, so that a job costs its part of them; elsewhere it has whole ones, and one for each
   * worker where they are made for it. A live price, which is one machine's, stands in for the
   * fleet file's.
   */
  static @Nullable Double perHour(Need need, Target target, @Nullable TargetObserved reading) {
    Double cheapest = null;
    for (NodeShape node : target.nodes()) {
      if (!Fitting.all(need, target, node)) {
        continue;
      }
      Double price =
          reading != null && reading.pricePerHour() != null
              ? reading.pricePerHour()
              : ofNode(need, node);
      if (price != null) {
        double all = machines(need, target, Fitting.perNode(need, target, node)) * price;
        cheapest = cheapest == null ? all : Math.min(cheapest, all);
      }
    }
    return cheapest;
  }

  private static double machines(Need need, Target target, long perNode) {
    return switch (target.model()) {
      case MANAGED_KUBERNETES, SELF_HOSTED_KUBERNETES -> (double) need.workers().min() / perNode;
      case VIRTUAL_MACHINES, HPC -> Math.ceilDiv(need.workers().min(), perNode);
    };
  }

  static boolean onlyPreemptible(NodeShape node) {
    return node.pricePerHour() == null && node.preemptiblePricePerHour() != null;
  }

  private static @Nullable Double ofNode(Need need, NodeShape node) {
    Double preemptible = node.preemptiblePricePerHour();
    return need.constraints().preemptible() && preemptible != null
        ? preemptible
        : node.pricePerHour();
  }
}
