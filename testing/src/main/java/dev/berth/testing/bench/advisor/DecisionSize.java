package dev.berth.testing.bench.advisor;

import dev.berth.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How large decisions are: the loop decides some, and they are weighed. */
final class DecisionSize {

  private static final int SAMPLE = 1_000;

  private DecisionSize() {}

  /** The mean of a decision's value, in bytes. */
  static int of(Contender advisor, Requests requests, String bootstrapServers)
      throws InterruptedException, TimeoutException {
    long target = advisor.gate().committed() + SAMPLE;
    requests.load(advisor.in(), SAMPLE);
    advisor.gate().await(target);
    long bytes = 0;
    long records = 0;
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < Topic.JOB_PARTITIONS; partition++) {
        partitions.add(new TopicPartition(advisor.out(), partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (records < SAMPLE) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
          bytes += record.value().length;
          records++;
        }
      }
    }
    return Math.toIntExact(bytes / records);
  }
}
