package dev.berth.monitor.kafka;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.monitor.watch.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what watchers see, each event once, acknowledged by all in-sync replicas. */
public final class KafkaPublisher implements Publisher, AutoCloseable {

  private final Producer<String, byte[]> producer;

  /** Over one idempotent producer for all watchers. */
  public KafkaPublisher(KafkaSettings settings) {
    this.producer =
        new KafkaProducer<>(
            settings.publishing(), new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public List<Boolean> publish(List<? extends Envelope<? extends Event>> events)
      throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
    for (Envelope<? extends Event> event : events) {
      sent.add(send(event));
    }
    List<Boolean> written = new ArrayList<>(sent.size());
    for (Future<RecordMetadata> one : sent) {
      written.add(isWritten(one));
    }
    return written;
  }

  private Future<RecordMetadata> send(Envelope<? extends Event> event) throws InterruptedException {
    try {
      return producer.send(EventCodec.encode(event));
    } catch (org.apache.kafka.common.errors.InterruptException e) {
      throw new InterruptedException("interrupted while sending");
    } catch (KafkaException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean isWritten(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      sent.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
