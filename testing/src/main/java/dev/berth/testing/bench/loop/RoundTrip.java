package dev.berth.testing.bench.loop;

import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The reference: one record written and read again by plain clients, with nothing in between. */
final class RoundTrip {

  private static final Duration POLL = Duration.ofSeconds(10);
  private static final int RECORD_BYTES = 1_000;

  private RoundTrip() {}

  /**
   * Measures so many, one after the other, on a topic that nobody else reads.
   *
   * @throws IllegalStateException if the broker does not answer
   */
  static Durations measure(String bootstrapServers, int count) throws InterruptedException {
    TopicPartition partition = new TopicPartition(Topic.SCALING.wireName(), 0);
    Durations durations = new Durations();
    try (var consumer =
            new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      consumer.position(partition);
      byte[] key = "round-trip".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        var written =
            producer.send(new ProducerRecord<>(partition.topic(), key, new byte[RECORD_BYTES]));
        while (consumer.poll(POLL).isEmpty()) {
          // The record is on its way.
        }
        durations.add(System.nanoTime() - begin);
        written.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not take records", e);
    }
    return durations;
  }
}
