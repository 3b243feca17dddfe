package dev.berth.testing.bench.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.Topic;
import dev.berth.targets.api.Submission;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is measured: a real broker and the provisioner's own program, from decisions that are
 * written to submissions that are told.
 */
final class ThroughProvisioner implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Platform platform;
  private final Decided decided;
  private final KafkaConsumer<byte[], byte[]> provisions;

  /**
   * Starts both.
   *
   * @param settings of the provisioner and its JVM
   */
  ThroughProvisioner(Path folder, Ground ground, List<String> settings)
      throws InterruptedException {
    platform = new Platform(folder, ground.fleets(folder), settings);
    try {
      platform.start(Part.BROKER);
      platform.awaitReady(Part.BROKER);
      platform.start(Part.PROVISIONER);
      platform.awaitReady(Part.PROVISIONER);
    } catch (IllegalStateException e) {
      platform.close();
      throw e;
    }
    decided = new Decided(platform.bootstrapServers(), ground.target().id());
    provisions =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, Topic.PROVISIONS.partitions())
            .mapToObj(partition -> new TopicPartition(Topic.PROVISIONS.wireName(), partition))
            .toList();
    provisions.assign(all);
    provisions.seekToBeginning(all);
  }

  /** How long it takes until all are submitted, in nanoseconds. */
  long make(List<Submission> submissions) {
    Set<AttemptId> open =
        submissions.stream()
            .map(Submission::attempt)
            .collect(Collectors.toCollection(HashSet::new));
    long begin = System.nanoTime();
    decided.place(submissions);
    while (!open.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : provisions.poll(POLL)) {
        open.remove(submitted(record));
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            open.size() + " are not submitted" + platform.logTail(Part.PROVISIONER));
      }
    }
    return System.nanoTime() - begin;
  }

  private static AttemptId submitted(ConsumerRecord<byte[], byte[]> record) {
    if (EventCodec.decode(record) instanceof Decoded.Understood understood
        && understood.envelope().event() instanceof AttemptSubmitted submitted) {
      return submitted.attempt();
    }
    throw new IllegalStateException("no submission: " + new String(record.value(), UTF_8));
  }

  @Override
  public void close() {
    provisions.close();
    decided.close();
    platform.close();
  }
}
