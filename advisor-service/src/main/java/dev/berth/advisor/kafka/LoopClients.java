package dev.berth.advisor.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The two clients of one session of the loop.
 *
 * @param requests reads requests, as a member of the group
 * @param decisions writes decisions, in transactions
 * @param closeTimeout how long each may take to end; a broker that is away must not hold up the
 *     next session
 */
record LoopClients(
    Consumer<byte[], byte[]> requests, Producer<byte[], byte[]> decisions, Duration closeTimeout)
    implements AutoCloseable {

  static LoopClients open(LoopSettings settings) {
    var requests =
        new KafkaConsumer<>(
            settings.requests(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      var decisions =
          new KafkaProducer<>(
              settings.decisions(), new ByteArraySerializer(), new ByteArraySerializer());
      return new LoopClients(requests, decisions, settings.closeTimeout());
    } catch (RuntimeException e) {
      requests.close();
      throw e;
    }
  }

  /** The producer goes first: it ends its transaction before another replica may have to wait. */
  @Override
  public void close() {
    try {
      decisions.close(closeTimeout);
    } finally {
      requests.close(CloseOptions.timeout(closeTimeout));
    }
  }
}
