package dev.berth.testing.platform;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.RequestEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A pipeline that asks for jobs, and does not give up when the broker is away for a while. */
public final class Pipeline implements AutoCloseable {

  private static final int DELIVERY_MILLIS = 300_000;

  private final KafkaProducer<String, byte[]> producer;

  /** That writes to that broker. */
  public Pipeline(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "max.block.ms",
                DELIVERY_MILLIS,
                "delivery.timeout.ms",
                DELIVERY_MILLIS),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Asks for a job and returns when that is written. */
  public void request(JobSpec spec, @Nullable String traceparent) throws InterruptedException {
    ask(new JobRequested(spec), traceparent);
  }

  /** Asks that a job be cancelled and returns when that is written. */
  public void cancel(JobId job) throws InterruptedException {
    ask(new JobCancelRequested(job, "not needed any more"), null);
  }

  private void ask(RequestEvent event, @Nullable String traceparent) throws InterruptedException {
    send(
        EventCodec.encode(
            new Envelope<>(
                new EventId(UUID.randomUUID().toString()),
                "/testing",
                Instant.now(),
                traceparent,
                event)));
  }

  /** Writes any record and returns when it is written. */
  public void send(ProducerRecord<String, byte[]> record) throws InterruptedException {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request could not be written", e);
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
