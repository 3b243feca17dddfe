package dev.berth.provisioner.kafka;

import dev.berth.provisioner.Receipt;
import dev.berth.provisioner.running.Lanes;
import dev.berth.provisioner.running.PartitionLanes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The partitions that this replica has: the offsets and lanes of each. Used by the loop only. */
final class Assignments {

  private final Lanes lanes;
  private final Map<TopicPartition, Offsets> offsets = new ConcurrentHashMap<>();
  private final Map<Integer, PartitionLanes> open = new HashMap<>();

  Assignments(Lanes lanes) {
    this.lanes = lanes;
  }

  /**
   * They have come.
   *
   * @param ends where each ended then; those that are missing may have been read to any place
   */
  void come(Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    partitions.forEach(partition ->
        offsets.put(partition, new Offsets(ends.getOrDefault(partition, Long.MAX_VALUE))));
  }

  /**
   * What is still being done for them ends without consequence here; their new owner repeats it.
   */
  void go(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      offsets.remove(partition);
      PartitionLanes gone = open.remove(partition.partition());
      if (gone != null) {
        gone.close();
      }
    }
  }

  void goAll() {
    go(java.util.List.copyOf(offsets.keySet()));
  }

  Offsets offsets(TopicPartition partition) {
    return offsets.computeIfAbsent(partition, _ -> new Offsets());
  }

  Map<TopicPartition, Offsets> all() {
    return Map.copyOf(offsets);
  }

  PartitionLanes lanes(int partition) {
    return open.computeIfAbsent(
        partition,
        number -> {
          // Of this assignment only: should the partition go and come again, old receipts are void.
          Map<String, Offsets> mine = new ConcurrentHashMap<>();
          offsets.forEach((at, its) -> {
            if (at.partition() == number) {
              mine.put(at.topic(), its);
            }
          });
          return lanes.open(number, receipts -> receipts.forEach(receipt -> finish(mine, receipt)));
        });
  }

  private static void finish(Map<String, Offsets> mine, Receipt receipt) {
    Offsets its = mine.get(receipt.topic());
    if (its != null) {
      its.finish(receipt.offset());
    }
  }

  Map<TopicPartition, OffsetAndMetadata> committable() {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    offsets.forEach((partition, its) ->
        its.committable().ifPresent(offset -> all.put(partition, new OffsetAndMetadata(offset))));
    return all;
  }

  void committed(Map<TopicPartition, OffsetAndMetadata> done) {
    done.forEach((partition, offset) -> {
      Offsets its = offsets.get(partition);
      if (its != null) {
        its.committed(offset.offset());
      }
    });
  }
}
