package dev.berth.testing.bench.kubernetes;

import dev.berth.contracts.Decision;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Intent;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what the services' neighbours would have written. */
final class Decided implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final TargetId target;

  Decided(String bootstrapServers, TargetId target) {
    this.target = target;
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers, "linger.ms", 2),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** The submissions are placed, and written when this returns. */
  void place(List<Submission> submissions) {
    for (Submission submission : submissions) {
      Decision decision =
          new Decision(
              submission.attempt(),
              "bench/1",
              "bench",
              Instant.now(),
              Intent.PRODUCTION,
              submission.spec().runtime(),
              target,
              List.of(),
              List.of());
      write(
          EventType.JOB_PLACED,
          submission.traceparent(),
          new JobPlaced(
              submission.attempt(),
              target,
              null,
              submission.resumed(),
              submission.spec(),
              decision));
    }
    producer.flush();
  }

  /** Writes an event without waiting for it. */
  void write(EventType type, @org.jspecify.annotations.Nullable String traceparent, Event event) {
    Instant now = Instant.now();
    // What fails is seen by whoever waits for what should come of it.
    var _ =
        producer.send(
            EventCodec.encode(
                new Envelope<>(
                    EventId.derived(event.key() + now, type), "/bench", now, traceparent, event)));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
