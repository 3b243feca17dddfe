package dev.berth.targets.vm.making;

import dev.berth.targets.api.NodeShape;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an attempt's machines have cost since they were ordered, by the fleet file's prices. */
public final class CostSoFar {

  private static final double SECONDS_OF_HOUR = 3_600;

  private CostSoFar() {}

  /**
   * In US dollars, for the machines that are still up; empty if they do not say since when, or of
   * which kind.
   *
   * @param nodes the target's
   */
  public static OptionalDouble of(Holding holding, List<NodeShape> nodes, Instant now) {
    Map<String, String> labels = holding.labels();
    String since = labels.getOrDefault(Order.SINCE, "");
    Optional<NodeShape> node =
        nodes.stream().filter(one -> one.name().equals(labels.get(Order.TYPE))).findFirst();
    if (!since.matches("\\d{1,12}") || node.isEmpty()) {
      return OptionalDouble.empty();
    }
    double hours =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(since)), now).toSeconds()
            / SECONDS_OF_HOUR;
    boolean preemptible = Boolean.parseBoolean(labels.get(Order.PREEMPTIBLE));
    return OptionalDouble.of(
        up(holding) * NodeChoice.price(node.get(), preemptible) * Math.max(0, hours));
  }

  private static long up(Holding holding) {
    return holding.machines().stream()
        .map(Held::standing)
        .filter(Standing.Up.class::isInstance)
        .count();
  }
}
