package dev.berth.advisor.kafka;

import dev.berth.advisor.AdvisorShard;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partitions' decisions again. It reads to the partitions' very end, open transactions
 * included, and waits for those to be decided: the marker of a transaction may reach the offsets
 * before it reaches the decisions.
 */
final class ShardRebuild {

  private final LoopSettings settings;
  private final Clock clock;

  ShardRebuild(LoopSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** How long it may take. */
  Duration timeout() {
    return settings.rebuildTimeout();
  }

  /**
   * Fills empty shards, by partition.
   *
   * @throws TimeoutException if the end is not reached in time
   */
  void into(Map<Integer, AdvisorShard> shards) {
    if (shards.isEmpty()) {
      return;
    }
    Instant deadline = clock.instant().plus(timeout());
    Map<TopicPartition, Long> open = new HashMap<>(ends(shards.keySet()));
    try (var consumer =
        new KafkaConsumer<>(
            settings.reading("rebuild"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(open.keySet());
      consumer.seekToBeginning(open.keySet());
      while (!reached(consumer, open)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
          AdvisorShard shard = shards.get(record.partition());
          if (shard != null) {
            replay(shard, record);
          }
        }
        if (clock.instant().isAfter(deadline)) {
          throw new TimeoutException(
              open.keySet() + " could not be read to their ends within " + timeout());
        }
      }
    }
  }

  /** Lets go of the partitions that are read to their ends. */
  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> open) {
    if (open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue())
        && !open.isEmpty()) {
      consumer.assign(open.keySet());
    }
    return open.isEmpty();
  }

  /** What cannot be read was not written by an advisor; it decided nothing. */
  private static void replay(AdvisorShard shard, ConsumerRecord<byte[], byte[]> record) {
    if (EventCodec.decode(record) instanceof Decoded.Understood understood
        && understood.envelope().event() instanceof DecisionEvent decision) {
      shard.replay(decision);
    }
  }

  private Map<TopicPartition, Long> ends(Set<Integer> partitions) {
    try (Admin admin = Admin.create(settings.asking("ends"))) {
      return admin
          .listOffsets(
              partitions.stream()
                  .map(partition -> new TopicPartition(Topic.DECISIONS.wireName(), partition))
                  .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get(timeout().toMillis(), TimeUnit.MILLISECONDS)
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new KafkaException("the ends of the decisions could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the ends of the decisions", e);
    }
  }
}
