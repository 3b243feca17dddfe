package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostSoFarTest {

  private static final AttemptId ATTEMPT = AttemptId.parse("train-1");
  private static final Instant NOW = Instant.parse("2026-11-28T16:00:00Z");
  private static final NodeShape NODE = new NodeShape("t3.large", 2, 8_192, null, 10, 0.08, 0.03);

  @Test
  void countsMachinesThatAreUpByTheHoursSinceTheOrder() {
    Order order =
        Order.of(
            ATTEMPT,
            new TargetId("pool"),
            Ec2Pool.wish(ATTEMPT, 3, true),
            new NodeChoice(NODE, true),
            NOW.minus(Duration.ofHours(2)),
            NOW);
    Holding holding =
        new Holding(
            ATTEMPT,
            List.of(held(new Standing.Up()), held(new Standing.Up()), held(new Standing.Over("t"))),
            true,
            order.labels());

    assertThat(CostSoFar.of(holding, List.of(NODE), NOW)).hasValue(2 * 0.03 * 2);
    assertThat(CostSoFar.of(order, List.of(NODE), NOW)).hasValue(3 * 0.03 * 2);
  }

  @Test
  void doesNotCallNothingWhatHasNoPrice() {
    NodeShape own = new NodeShape("t3.large", 2, 8_192, null, 10, null, null);
    Order order =
        Order.of(
            ATTEMPT,
            new TargetId("pool"),
            Ec2Pool.wish(ATTEMPT, 1, false),
            new NodeChoice(own, false),
            NOW.minus(Duration.ofHours(2)),
            NOW);

    assertThat(CostSoFar.of(order, List.of(own), NOW)).isEmpty();
    assertThat(CostSoFar.of(order, List.of(), NOW)).isEmpty();
  }

  @Test
  void saysNothingOfMachinesThatSayNothing() {
    Holding holding = new Holding(ATTEMPT, List.of(held(new Standing.Up())), false, Map.of());

    assertThat(CostSoFar.of(holding, List.of(NODE), NOW)).isEmpty();
  }

  private static Held held(Standing standing) {
    return new Held(new Machine("m", "10.0.0.1", null, null, null, "i-1"), standing);
  }
}
