package dev.berth.local.client;

import dev.berth.local.platform.Running;
import dev.berth.local.traces.KeptSpan;
import dev.berth.local.traces.SpanExport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes requests to a platform's broker, and the first span of each one's trace. */
public final class Requests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SERVICE = "berth-cli";
  private static final long NANOS = 1_000_000_000L;

  private final Running running;

  /** Of a platform that is up. */
  public Requests(Running running) {
    this.running = running;
  }

  /**
   * Writes one and returns when the broker has it.
   *
   * @throws Complaint if that takes longer than 10 s, or the broker refuses
   */
  public RecordMetadata send(Request request) throws InterruptedException {
    Instant start = Instant.now();
    RecordMetadata sent = produce(request);
    export(request, start);
    return sent;
  }

  private RecordMetadata produce(Request request) throws InterruptedException {
    int patience = (int) PATIENCE.toMillis();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            running.ports().bootstrapServers(),
            "acks",
            "all",
            "max.block.ms",
            patience,
            "request.timeout.ms",
            patience,
            "delivery.timeout.ms",
            patience,
            "linger.ms",
            0);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      return producer.send(request.record()).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof TimeoutException) {
        throw new Complaint(
            ExitCode.NOT_UP,
            "the broker on %s did not take the event within %d s: %s"
                .formatted(
                    running.ports().bootstrapServers(), PATIENCE.toSeconds(), cause.getMessage()));
      }
      throw new Complaint(ExitCode.FAILED, "the broker refused the event: " + cause);
    }
  }

  /** A job goes its way without its first span: that is told, and is no failure. */
  private void export(Request request, Instant start) throws InterruptedException {
    KeptSpan span =
        new KeptSpan(
            request.traceparent().trace(),
            request.traceparent().span(),
            null,
            SERVICE,
            "request",
            nanos(start),
            nanos(Instant.now()),
            null,
            request.job().isEmpty() ? Map.of() : Map.of(KeptSpan.JOB, request.job()),
            List.of());
    try {
      new SpanExport(running.ports().traces()).send(span);
    } catch (IOException e) {
      System.err.println("berth submit: the trace lacks its first span: " + e);
    }
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS + instant.getNano();
  }
}
