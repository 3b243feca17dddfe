package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.QueueWait;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.WaitingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Waits by partition and size. */
class QueueWaitsTest {

  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
  private static final PartitionRow BATCH = new PartitionRow("batch", "UP", true, null, 4);
  private static final PartitionRow DOWN = new PartitionRow("down", "DOWN", false, null, 4);

  private static NodeRow node(String name, int allocated) {
    return new NodeRow(
        name, Set.of("IDLE"), List.of("batch", "down"), 4, allocated, 4_000, 0, Map.of(), 0);
  }

  @Test
  void nobodyWaitsWhereNodesAreIdleAndTheQueueIsEmpty() {
    assertThat(
            QueueWaits.of(
                List.of(BATCH, DOWN),
                List.of(node("n1", 0), node("n2", 0), node("n3", 2)),
                List.of(),
                List.of(),
                NOW))
        .containsExactly(new QueueWait("batch", 1, Duration.ZERO));
  }

  @Test
  void thePlanOfTheSchedulerCountsBySize() {
    assertThat(
            QueueWaits.of(
                List.of(BATCH),
                List.of(node("n1", 0)),
                List.of(
                    new WaitingRow("batch", 1, NOW.plusSeconds(60)),
                    new WaitingRow("batch", 1, NOW.plusSeconds(600)),
                    new WaitingRow("batch", 3, NOW.plusSeconds(7_200)),
                    new WaitingRow("batch", 40, null)),
                List.of(),
                NOW))
        .containsExactly(
            new QueueWait("batch", 1, Duration.ofMinutes(10)),
            new QueueWait("batch", 4, Duration.ofHours(2)));
  }

  @Test
  void whatWasSeenCountsWhereNothingIsPlannedThatIsLonger() {
    assertThat(
            QueueWaits.of(
                List.of(BATCH),
                List.of(),
                List.of(new WaitingRow("batch", 1, NOW.plusSeconds(60))),
                List.of(
                    new QueueWait("batch", 1, Duration.ofMinutes(5)),
                    new QueueWait("batch", 16, Duration.ofHours(1)),
                    new QueueWait("gone", 1, Duration.ofHours(9))),
                NOW))
        .containsExactly(
            new QueueWait("batch", 1, Duration.ofMinutes(5)),
            new QueueWait("batch", 16, Duration.ofHours(1)));
  }
}
