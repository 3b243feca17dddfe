package dev.berth.testing.simulation;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/**
 * One topic. What is written passes through the wire format, so that a reader has it from there.
 */
final class Log {

  private final Topic topic;
  private final List<List<Decoded>> partitions = new ArrayList<>();

  Log(Topic topic) {
    this.topic = topic;
    for (int i = 0; i < topic.partitions(); i++) {
      partitions.add(new ArrayList<>());
    }
  }

  Topic topic() {
    return topic;
  }

  int partitions() {
    return partitions.size();
  }

  int end(int partition) {
    return partitions.get(partition).size();
  }

  Decoded at(int partition, int offset) {
    return partitions.get(partition).get(offset);
  }

  List<Decoded> of(int partition) {
    return partitions.get(partition);
  }

  /** Appends a record to its own partition, or to the one that its key leads to. */
  Decoded append(ProducerRecord<String, byte[]> record) {
    int partition = record.partition() == null ? partition(record.key()) : record.partition();
    List<Decoded> log = partitions.get(partition);
    Decoded decoded =
        EventCodec.decode(
            new ConsumerRecord<>(
                topic.wireName(),
                partition,
                log.size(),
                0,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty()));
    log.add(decoded);
    return decoded;
  }

  private int partition(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)))
        % partitions.size();
  }
}
