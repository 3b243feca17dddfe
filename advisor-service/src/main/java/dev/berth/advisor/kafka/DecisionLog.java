package dev.berth.advisor.kafka;

import dev.berth.advisor.Decisions;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks up what was decided about a job in the topic itself, so that every replica answers. It
 * reads the job's partition from its beginning: right for a person's question, not for a program's.
 */
public final class DecisionLog implements Decisions {

  private final LoopSettings settings;

  /** Over the topic that these settings lead to. */
  public DecisionLog(LoopSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Decision> of(JobId job) {
    byte[] key = job.value().getBytes(StandardCharsets.UTF_8);
    TopicPartition partition =
        new TopicPartition(Topic.DECISIONS.wireName(), Topic.partitionOf(job));
    List<Decision> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            settings.reading("lookup"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end =
          consumer
              .endOffsets(List.of(partition), settings.askTimeout())
              .getOrDefault(partition, 0L);
      while (consumer.position(partition, settings.askTimeout()) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
          if (Arrays.equals(key, record.key())) {
            collect(record, found);
          }
        }
      }
    }
    return found;
  }

  private static void collect(ConsumerRecord<byte[], byte[]> record, List<Decision> found) {
    if (EventCodec.decode(record) instanceof Decoded.Understood understood) {
      if (understood.envelope().event() instanceof JobPlaced placed) {
        found.add(placed.decision());
      } else if (understood.envelope().event() instanceof JobUnplaceable unplaceable) {
        found.add(unplaceable.decision());
      }
    }
  }
}
