package dev.berth.testing.bench.advisor;

import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Requests at an even pace, and how long each takes from the moment when it is due until a reader
 * of committed records has the answer.
 */
final class RoundTrips {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final Requests requests;

  RoundTrips(String bootstrapServers, Requests requests) {
    this.bootstrapServers = bootstrapServers;
    this.requests = requests;
  }

  /**
   * Sends for that long and waits for all answers.
   *
   * @return how long each took, in nanoseconds, ascending
   */
  long[] take(Contender contender, double perSecond, Duration time) throws InterruptedException {
    int count = (int) (perSecond * time.toNanos() / 1e9);
    Map<String, Long> due = new ConcurrentHashMap<>(count);
    long[] took = new long[count];
    try (var reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "fetch.min.bytes",
                1),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < Topic.JOB_PARTITIONS; partition++) {
        partitions.add(new TopicPartition(contender.out(), partition));
      }
      reader.assign(partitions);
      reader.seekToEnd(partitions);
      partitions.forEach(reader::position);
      Thread sender =
          Thread.ofPlatform()
              .name("pipeline")
              .start(() -> send(contender.in(), count, perSecond, due));
      int answered = 0;
      long deadline = System.nanoTime() + time.plus(PATIENCE).toNanos();
      while (answered < count) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
          Long since = due.remove(new String(record.key(), StandardCharsets.UTF_8));
          if (since != null) {
            took[answered++] = System.nanoTime() - since;
          }
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(answered + " of " + count + " requests are answered");
        }
      }
      sender.join();
    }
    Arrays.sort(took);
    return took;
  }

  private void send(String topic, int count, double perSecond, Map<String, Long> due) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long moment = start + (long) (i / perSecond * 1e9);
      while (System.nanoTime() < moment) {
        LockSupport.parkNanos(moment - System.nanoTime());
      }
      ProducerRecord<byte[], byte[]> request = requests.next(topic);
      due.put(new String(request.key(), StandardCharsets.UTF_8), moment);
      requests.send(request);
    }
  }
}
