package dev.berth.targets.vm.making;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.NodeShape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the target's kinds of machine a worker gets, one machine each. */
final class NodeChoice {

  private NodeChoice() {}

  /** The cheapest that has all, and of those the smallest; empty if none has. */
  static Optional<NodeShape> of(List<NodeShape> nodes, Resources wanted, boolean preemptible) {
    return nodes.stream()
        .filter(node -> node.cpus() >= wanted.cpus() && node.memoryMiB() >= wanted.memoryMiB())
        .filter(node -> has(node.accelerators(), wanted.accelerators()))
        .filter(node -> !preemptible || node.preemptiblePricePerHour() != null || isFree(node))
        .min(
            Comparator.comparingDouble((NodeShape node) -> price(node, preemptible))
                .thenComparingDouble(NodeShape::cpus)
                .thenComparingLong(NodeShape::memoryMiB)
                .thenComparing(NodeShape::name));
  }

  /** What one machine of that kind costs in an hour, in US dollars; 0 if nobody charges for it. */
  static double price(NodeShape node, boolean preemptible) {
    Double price = preemptible ? node.preemptiblePricePerHour() : node.pricePerHour();
    return price == null ? 0 : price;
  }

  private static boolean isFree(NodeShape node) {
    return node.pricePerHour() == null;
  }

  private static boolean has(@Nullable Accelerators there, @Nullable Accelerators wanted) {
    return wanted == null
        || (there != null && there.kind().equals(wanted.kind()) && there.count() >= wanted.count());
  }
}
