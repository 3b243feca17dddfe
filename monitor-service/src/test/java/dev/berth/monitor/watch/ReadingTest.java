package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Capacity;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final TargetId TARGET = new TargetId("pool-a");
  private static final Capacity ROOM = new Capacity(4, 4, 4096, 4096, List.of(), 0, 4, null);
  private static final Capacity LESS = new Capacity(4, 3, 4096, 3072, List.of(), 1, 4, null);

  @Test
  void aSilentTargetKeepsTheCapacityThatItLastTold() {
    TargetObserved before =
        Reading.of(TARGET, new Look.Answered(List.of(), ROOM), null, 0, NOW.minusSeconds(1));

    TargetObserved reading = Reading.of(TARGET, new Look.Silent("no route"), before, 2, NOW);

    assertThat(reading.reachable()).isFalse();
    assertThat(reading.problem()).isEqualTo("no route");
    assertThat(reading.capacity()).isEqualTo(ROOM);
    assertThat(reading.recentInfrastructureFailures()).isEqualTo(2);
  }

  @Test
  void isDueWhenSomethingIsAnotherOrTheLastHasGrownOld() {
    TargetObserved before = answered(ROOM, 0, NOW);

    assertThat(Reading.isDue(before, null, INTERVAL)).isTrue();
    assertThat(Reading.isDue(answered(ROOM, 0, NOW.plusSeconds(9)), before, INTERVAL)).isFalse();
    assertThat(Reading.isDue(answered(ROOM, 0, NOW.plusSeconds(10)), before, INTERVAL)).isTrue();
    assertThat(Reading.isDue(answered(LESS, 0, NOW.plusSeconds(1)), before, INTERVAL)).isTrue();
    assertThat(Reading.isDue(answered(ROOM, 1, NOW.plusSeconds(1)), before, INTERVAL)).isTrue();
    assertThat(
            Reading.isDue(
                Reading.of(TARGET, new Look.Silent("no route"), before, 0, NOW.plusSeconds(1)),
                before,
                INTERVAL))
        .isTrue();
  }

  private static TargetObserved answered(Capacity capacity, int failures, Instant at) {
    return Reading.of(TARGET, new Look.Answered(List.of(), capacity), null, failures, at);
  }
}
