package dev.berth.advisor.kafka;

import dev.berth.advisor.AdvisorShard;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** A partition that comes is rebuilt before its first request; one that goes is forgotten. */
final class Assignment implements ConsumerRebalanceListener {

  private final Consumer<byte[], byte[]> requests;
  private final ShardRebuild rebuild;
  private final Supplier<AdvisorShard> empty;
  private final Shards shards;
  private final LoopListener listener;

  Assignment(
      Consumer<byte[], byte[]> requests,
      ShardRebuild rebuild,
      Supplier<AdvisorShard> empty,
      Shards shards,
      LoopListener listener) {
    this.requests = requests;
    this.rebuild = rebuild;
    this.empty = empty;
    this.shards = shards;
    this.listener = listener;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<Integer, AdvisorShard> coming = new HashMap<>();
    for (TopicPartition partition : partitions) {
      // Waits until no transaction of the last owner holds the offset. From here on none can: the
      // group has a new generation. Only so is the decisions' end, looked up next, the end for all
      // that the last owner decided.
      requests.position(partition, rebuild.timeout());
      coming.put(partition.partition(), empty.get());
    }
    rebuild.into(coming);
    coming.forEach(shards::put);
    coming.forEach((partition, shard) -> listener.rebuilt(partition, shard.size()));
    listener.assigned(shards.count());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      shards.remove(partition.partition());
      listener.lag(partition, 0);
    }
  }
}
