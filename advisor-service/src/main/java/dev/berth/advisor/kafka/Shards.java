package dev.berth.advisor.kafka;

import dev.berth.advisor.AdvisorShard;
import dev.berth.advisor.DecidedJobs;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shards of the partitions that one loop has now. */
public final class Shards implements DecidedJobs {

  private final Map<Integer, AdvisorShard> byPartition = new ConcurrentHashMap<>();

  @Override
  public Optional<String> objection(JobRequested requested) {
    return Optional.ofNullable(byPartition.get(Topic.partitionOf(requested.jobId())))
        .flatMap(shard -> shard.objection(requested));
  }

  /** How many partitions are here. */
  public int count() {
    return byPartition.size();
  }

  /** Which partitions are here. */
  public Set<Integer> partitions() {
    return Set.copyOf(byPartition.keySet());
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
