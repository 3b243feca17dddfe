package dev.berth.local.client;

import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.Topic;
import dev.berth.local.platform.Running;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the dead letters' topic from the broker. */
public final class DeadLetterReader {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Running running;

  /** Of a platform that is up. */
  public DeadLetterReader(Running running) {
    this.running = running;
  }

  /**
   * The latest, oldest first.
   *
   * @throws Complaint if the broker does not answer within 10 s
   */
  public List<DeadLetter> latest(int limit) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            running.ports().bootstrapServers(),
            "isolation.level",
            "read_committed",
            "default.api.timeout.ms",
            (int) PATIENCE.toMillis());
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      return read(consumer, limit);
    } catch (TimeoutException e) {
      throw new Complaint(
          ExitCode.NOT_UP,
          "the broker on %s does not answer: %s"
              .formatted(running.ports().bootstrapServers(), e.getMessage()));
    }
  }

  private static List<DeadLetter> read(KafkaConsumer<byte[], byte[]> consumer, int limit) {
    // The topic has one partition, as the contracts list it.
    TopicPartition partition = new TopicPartition(Topic.DEAD_LETTERS.wireName(), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long beginning = consumer.position(partition);
    consumer.seekToEnd(List.of(partition));
    long end = consumer.position(partition);
    // A transaction's mark takes an offset too, so that there are at least half as many records.
    consumer.seek(partition, Math.max(beginning, end - 2L * limit));
    List<DeadLetter> letters = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        letters.add(letter(record));
      }
    }
    return letters.subList(Math.max(0, letters.size() - limit), letters.size());
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return new DeadLetter(
        Instant.ofEpochMilli(record.timestamp()),
        header(record, DeadLetters.TOPIC),
        header(record, DeadLetters.PARTITION),
        header(record, DeadLetters.OFFSET),
        header(record, DeadLetters.SERVICE),
        header(record, DeadLetters.REASON),
        key(record.key()),
        value == null ? new byte[0] : value);
  }

  private static @Nullable String key(byte @Nullable [] key) {
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? "?"
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
