package dev.berth.targets.vm.making;

import dev.berth.targets.api.NodeShape;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an attempt's machines have cost since they were ordered, by the fleet file's prices. */
final class CostSoFar {

  private static final double MILLIS_OF_HOUR = Duration.ofHours(1).toMillis();

  private CostSoFar() {}

  /**
   * In US dollars, for the machines that are still up; empty if they do not say since when, or of
   * which kind, or if the fleet file names no price for it.
   *
   * @param nodes the target's
   */
  static OptionalDouble of(Holding holding, List<NodeShape> nodes, Instant now) {
    return of(holding.labels(), up(holding), nodes, now);
  }

  /** The same for all that was ordered, whether or not it is still up. */
  static OptionalDouble of(Order order, List<NodeShape> nodes, Instant now) {
    return of(order.labels(), order.names().size(), nodes, now);
  }

  private static OptionalDouble of(
      Map<String, String> labels, long machines, List<NodeShape> nodes, Instant now) {
    Optional<Instant> since = Order.since(labels);
    Optional<NodeShape> node =
        nodes.stream().filter(one -> one.name().equals(labels.get(Order.TYPE))).findFirst();
    if (since.isEmpty() || node.isEmpty()) {
      return OptionalDouble.empty();
    }
    Double price =
        NodeChoice.price(node.get(), Boolean.parseBoolean(labels.get(Order.PREEMPTIBLE)));
    if (price == null) {
      return OptionalDouble.empty();
    }
    Duration had = Duration.between(since.get(), now);
    return OptionalDouble.of(machines * price * Math.max(0, had.toMillis() / MILLIS_OF_HOUR));
  }

  /** As the end of a sentence about its machines. */
  static String told(OptionalDouble dollars) {
    return dollars.isPresent()
        ? String.format(Locale.ROOT, "had cost %.2f USD", dollars.getAsDouble())
        : "had a cost that is not known";
  }

  private static long up(Holding holding) {
    return holding.machines().stream()
        .map(Held::standing)
        .filter(Standing.Up.class::isInstance)
        .count();
  }
}
