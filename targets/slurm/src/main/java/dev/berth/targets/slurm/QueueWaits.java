package dev.berth.targets.slurm;

import dev.berth.contracts.QueueWait;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.WaitingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long jobs wait, by partition and size, from all that is known: what the scheduler has planned
 * for those that wait now, what those waited that started last, and nodes that are idle while
 * nobody waits.
 */
final class QueueWaits {

  /** Sizes are put together up to these numbers of nodes, so that a reading has a bound. */
  private static final List<Integer> SIZES = List.of(1, 4, 16, 64, 256, 1_024, Integer.MAX_VALUE);

  private QueueWaits() {}

  static List<QueueWait> of(
      List<PartitionRow> partitions,
      List<NodeRow> nodes,
      List<WaitingRow> waiting,
      List<QueueWait> seen,
      Instant now) {
    List<QueueWait> all = new ArrayList<>();
    for (PartitionRow partition : partitions) {
      if (partition.isUp()) {
        Map<Integer, Duration> bySize = new TreeMap<>();
        for (QueueWait wait : seen) {
          if (wait.queue().equals(partition.name())) {
            bySize.merge(size(wait.nodes()), wait.duration(), QueueWaits::later);
          }
        }
        boolean anyWaits = false;
        for (WaitingRow row : waiting) {
          if (row.partition().equals(partition.name())) {
            anyWaits = true;
            Instant start = row.expectedStart();
            if (start != null && start.isAfter(now)) {
              bySize.merge(size(row.nodes()), Duration.between(now, start), QueueWaits::later);
            }
          }
        }
        if (!anyWaits) {
          free(partition, nodes).forEach(size -> bySize.put(size, Duration.ZERO));
        }
        bySize.forEach((size, wait) -> all.add(new QueueWait(partition.name(), size, wait)));
      }
    }
    return all;
  }

  /** The sizes that fit into what is idle. */
  private static List<Integer> free(PartitionRow partition, List<NodeRow> nodes) {
    long idle =
        nodes.stream()
            .filter(node -> node.partitions().contains(partition.name()))
            .filter(node -> node.takesJobs() && node.cpusAllocated() == 0)
            .count();
    return SIZES.stream().filter(size -> size <= idle).toList();
  }

  private static int size(int nodes) {
    return SIZES.stream().filter(size -> nodes <= size).findFirst().orElse(nodes);
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
