package dev.berth.advisor.kafka;

import dev.berth.advisor.AdvisorShard;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The shards of the partitions that this replica has now. */
public final class Shards {

  private final Map<Integer, AdvisorShard> byPartition = new ConcurrentHashMap<>();

  /** The shard of a job, if its partition is here. */
  public Optional<AdvisorShard> of(JobId job) {
    return Optional.ofNullable(byPartition.get(Topic.partitionOf(job)));
  }

  /** How many partitions are here. */
  public int count() {
    return byPartition.size();
  }

  void put(int partition, AdvisorShard shard) {
    byPartition.put(partition, shard);
  }

  AdvisorShard at(int partition) {
    AdvisorShard shard = byPartition.get(partition);
    if (shard == null) {
      throw new IllegalStateException("partition " + partition + " was not rebuilt");
    }
    return shard;
  }

  void remove(int partition) {
    byPartition.remove(partition);
  }

  void clear() {
    byPartition.clear();
  }
}
