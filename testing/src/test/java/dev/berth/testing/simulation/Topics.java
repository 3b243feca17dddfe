package dev.berth.testing.simulation;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.Topic;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** All topics. Everybody who is told hears of each record as it is written. */
final class Topics {

  private final Map<Topic, Log> logs = new EnumMap<>(Topic.class);
  private final Consumer<Decoded> witness;

  /**
   * @param witness hears of every record, once it stands in its topic
   */
  Topics(Consumer<Decoded> witness) {
    this.witness = witness;
    for (Topic topic : Topic.values()) {
      logs.put(topic, new Log(topic));
    }
  }

  Log of(Topic topic) {
    return java.util.Objects.requireNonNull(logs.get(topic));
  }

  void write(Envelope<?> envelope) {
    write(EventCodec.encode(envelope));
  }

  void write(ProducerRecord<String, byte[]> record) {
    for (Log log : logs.values()) {
      if (log.topic().wireName().equals(record.topic())) {
        witness.accept(log.append(record));
        return;
      }
    }
    throw new IllegalArgumentException("no topic " + record.topic());
  }
}
