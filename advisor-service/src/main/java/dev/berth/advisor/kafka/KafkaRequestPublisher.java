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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes requests with acknowledgement by all in-sync replicas. */
public final class KafkaRequestPublisher implements RequestPublisher, AutoCloseable {

  private final Producer<String, byte[]> producer;
  private final Duration timeout;

  /**
   * @param timeout how long one request may take to be acknowledged
   */
  public KafkaRequestPublisher(LoopSettings settings, Duration timeout) {
    this.timeout = timeout;
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> writing = settings.asking("gateway");
    writing.put("acks", "all");
    writing.put("linger.ms", 0);
    // A partition that was made just now may refuse a producer's first batch and take its second;
    // the first is then out of order for ever.
    writing.put("max.in.flight.requests.per.connection", 1);
    writing.put("delivery.timeout.ms", millis);
    writing.put("request.timeout.ms", millis / 2);
    writing.put("max.block.ms", millis);
    producer = new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void publish(Envelope<? extends RequestEvent> request) {
    try {
      producer.send(EventCodec.encode(request)).get();
    } catch (ExecutionException | KafkaException e) {
      throw new UncheckedIOException(new IOException("Kafka did not take the request", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  @Override
  public void close() {
    producer.close(timeout);
  }
}
