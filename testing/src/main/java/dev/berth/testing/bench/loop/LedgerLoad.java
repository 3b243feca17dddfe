package dev.berth.testing.bench.loop;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Intent;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import dev.berth.testing.platform.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events for a ledger, and waits until it has committed them. */
final class LedgerLoad implements AutoCloseable {

  private static final TargetId TARGET = new TargetId("elsewhere");
  private static final String GROUP = "berth-monitor";
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration STALLED = Duration.ofMinutes(5);

  private final KafkaProducer<String, byte[]> producer;
  private final Admin admin;
  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = Instant.now();

  LedgerLoad(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Has the jobs from one number to another placed, and waits until the ledger knows. */
  void place(int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      JobSpec spec = Jobs.shell("live-" + i, "sleep 600", Map.of());
      Decision decision =
          new Decision(
              spec.id().attempt(1),
              "bench/1",
              "bench",
              now,
              Intent.PRODUCTION,
              JobRuntime.COMMAND,
              TARGET,
              List.of(),
              List.of());
      write(
          EventType.JOB_PLACED,
          new JobPlaced(decision.attempt(), TARGET, null, false, spec, decision));
    }
    awaitCommitted(Topic.DECISIONS);
  }

  /** Has so many of the first so many jobs seen running, and waits until the ledger knows. */
  void observe(int jobs, int events) throws InterruptedException {
    for (int i = 0; i < events; i++) {
      now = now.plusMillis(1);
      write(
          EventType.ATTEMPT_OBSERVED,
          new AttemptObserved(
              new JobId("live-" + random.nextInt(jobs)).attempt(1),
              TARGET,
              "native",
              new Observation.Running(now),
              now));
    }
    awaitCommitted(Topic.HEALTH);
  }

  private void write(EventType type, Event event) {
    EventId id = EventId.derived(event.key() + now, type);
    // What fails is seen by the flush, and by a ledger that does not get on.
    var _ = producer.send(EventCodec.encode(new Envelope<>(id, "/bench", now, null, event)));
  }

  private void awaitCommitted(Topic topic) throws InterruptedException {
    producer.flush();
    long behind = Long.MAX_VALUE;
    Instant moved = Instant.now();
    while (behind > 0) {
      Thread.sleep(LOOK);
      long left = behind(topic);
      if (left < behind) {
        behind = left;
        moved = Instant.now();
      } else if (Instant.now().isAfter(moved.plus(STALLED))) {
        throw new IllegalStateException("the ledger stands still, " + left + " events behind");
      }
    }
  }

  private long behind(Topic topic) throws InterruptedException {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.wireName(), partition))
            .toList();
    try {
      var committed = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
      long behind = 0;
      for (TopicPartition partition : partitions) {
        long end =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        var at = committed.get(partition);
        behind += end - (at == null ? 0 : at.offset());
      }
      return behind;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not tell offsets", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close();
  }
}
