package dev.berth.provisioner.kafka;

import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.provisioner.Outcomes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes outcomes and dead letters, each acknowledged by all in-sync replicas. */
public final class KafkaOutcomes implements Outcomes, AutoCloseable {

  private static final String SERVICE = "provisioner";

  private final LoopSettings settings;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  /** Connects at the first outcome: the brokers may be away, or not even have a name, before. */
  public KafkaOutcomes(LoopSettings settings) {
    this.settings = settings;
  }

  @Override
  public void publish(Envelope<ProvisionEvent> outcome) throws IOException {
    ProducerRecord<String, byte[]> record = EventCodec.encode(outcome);
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers()));
  }

  /**
   * Writes what could not be read. What is too large with our headers goes without its value: they
   * say where it stands.
   *
   * @throws IOException if the brokers did not answer in time
   */
  void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) throws IOException {
    ProducerRecord<byte[], byte[]> letter = DeadLetters.of(record, reason, SERVICE);
    try {
      send(letter);
    } catch (IOException e) {
      if (!(e.getCause() instanceof RecordTooLargeException)) {
        throw e;
      }
      send(new ProducerRecord<>(letter.topic(), null, letter.key(), null, letter.headers()));
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws IOException {
    try {
      producer().send(record).get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka did not take it: " + e.getCause(), e.getCause());
    } catch (KafkaException e) {
      throw new IOException("Kafka did not take it: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private synchronized Producer<byte[], byte[]> producer() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              settings.writing(), new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (producer != null) {
      producer.close(settings.publishTimeout());
    }
  }
}
