package dev.berth.targets.vm.making;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.NodeShape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the target's kinds of machine each worker gets, one machine each.
 *
 * @param node the kind
 * @param preemptible whether the provider may take it back, which is cheaper
 */
record NodeChoice(NodeShape node, boolean preemptible) {

  /**
   * The cheapest that has all, and of those the smallest; empty if none has.
   *
   * @param mayBeTakenBack whether the job bears that
   */
  static Optional<NodeChoice> of(List<NodeShape> nodes, Resources wanted, boolean mayBeTakenBack) {
    return nodes.stream()
        .filter(node -> node.cpus() >= wanted.cpus() && node.memoryMiB() >= wanted.memoryMiB())
        .filter(node -> has(node.accelerators(), wanted.accelerators()))
        .filter(node -> mayBeTakenBack || !onlyPreemptible(node))
        .map(node -> new NodeChoice(node, mayBeTakenBack && isOfferedSo(node)))
        .min(
            Comparator.comparingDouble((NodeChoice choice) -> choice.price())
                .thenComparingDouble(choice -> choice.node.cpus())
                .thenComparingLong(choice -> choice.node.memoryMiB())
                .thenComparing(choice -> choice.node.name()));
  }

  private double price() {
    Double price = price(node, preemptible);
    return price == null ? 0 : price;
  }

  /** What one machine of that kind costs in an hour, in US dollars; null if no price is named. */
  static @Nullable Double price(NodeShape node, boolean preemptible) {
    return preemptible ? node.preemptiblePricePerHour() : node.pricePerHour();
  }

  private static boolean onlyPreemptible(NodeShape node) {
    return node.pricePerHour() == null && node.preemptiblePricePerHour() != null;
  }

  /** Where nobody charges there is no price to tell it by. */
  private static boolean isOfferedSo(NodeShape node) {
    return node.preemptiblePricePerHour() != null || node.pricePerHour() == null;
  }

  private static boolean has(@Nullable Accelerators there, @Nullable Accelerators wanted) {
    return wanted == null
        || (there != null && there.kind().equals(wanted.kind()) && there.count() >= wanted.count());
  }
}
