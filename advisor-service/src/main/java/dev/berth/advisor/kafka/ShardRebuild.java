package dev.berth.advisor.kafka;

import dev.berth.advisor.AdvisorShard;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a partition's decisions again. It reads to the partition's very end, open transactions
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

  void into(AdvisorShard shard, int partition) {
    TopicPartition decisions = new TopicPartition(Topic.DECISIONS.wireName(), partition);
    Instant deadline = clock.instant().plus(settings.rebuildTimeout());
    try (var consumer =
        new KafkaConsumer<>(
            settings.reading("rebuild-" + partition),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      long end = end(decisions);
      consumer.assign(List.of(decisions));
      consumer.seekToBeginning(List.of(decisions));
      while (consumer.position(decisions) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
          replay(shard, record);
        }
        if (clock.instant().isAfter(deadline)) {
          throw new TimeoutException(
              decisions + " could not be read to its end within " + settings.rebuildTimeout());
        }
      }
    }
  }

  /** What cannot be read was not written by an advisor; it decided nothing. */
  private static void replay(AdvisorShard shard, ConsumerRecord<byte[], byte[]> record) {
    if (EventCodec.decode(record) instanceof Decoded.Understood understood
        && understood.envelope().event() instanceof DecisionEvent decision) {
      shard.replay(decision);
    }
  }

  private long end(TopicPartition partition) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
      return admin
          .listOffsets(
              Map.of(partition, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .partitionResult(partition)
          .get(settings.rebuildTimeout().toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new KafkaException("the end of " + partition + " could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }
}
