package dev.berth.advisor.kafka;

import dev.berth.advisor.RequestPublisher;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.RequestEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes requests with acknowledgement by all in-sync replicas. */
public final class KafkaRequestPublisher implements RequestPublisher, AutoCloseable {

  private final Producer<String, byte[]> producer;

  /**
   * @param timeout how long one request may take to be acknowledged
   */
  public KafkaRequestPublisher(LoopSettings settings, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "client.id",
                settings.instance() + "-gateway",
                "acks",
                "all",
                "linger.ms",
                0,
                "delivery.timeout.ms",
                millis,
                "request.timeout.ms",
                millis / 2,
                "max.block.ms",
                millis,
                "enable.metrics.push",
                false),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void publish(Envelope<? extends RequestEvent> request) {
    try {
      producer.send(EventCodec.encode(request)).get();
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException("Kafka did not take the request", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
