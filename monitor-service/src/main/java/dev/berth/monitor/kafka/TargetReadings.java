package dev.berth.monitor.kafka;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The latest reading of every target, whichever replica made it. */
public final class TargetReadings implements Runnable, AutoCloseable {

  private final KafkaSettings settings;
  private final Consumer<Exception> trouble;
  private final Map<TargetId, TargetObserved> latest = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Over the topic that the settings lead to.
   *
   * @param trouble hears why it could not be read; what was read stays
   */
  public TargetReadings(KafkaSettings settings, Consumer<Exception> trouble) {
    this.settings = settings;
    this.trouble = trouble;
  }

  /** The latest reading of a target, if there is one. */
  public Optional<TargetObserved> of(TargetId target) {
    return Optional.ofNullable(latest.get(target));
  }

  /** Reads until it is closed. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try (var consumer =
          new KafkaConsumer<>(
              settings.reading("targets", "read_committed"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        TopicPartition only = new TopicPartition(Topic.TARGETS.wireName(), 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
        while (closed.getCount() > 0) {
          consumer
              .poll(settings.pollTimeout())
              .forEach(record -> {
                if (EventCodec.decode(record) instanceof Decoded.Understood understood
                    && understood.envelope().event() instanceof TargetObserved observed) {
                  latest.put(observed.target(), observed);
                }
              });
        }
      } catch (RuntimeException e) {
        trouble.accept(e);
        pause();
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void pause() {
    try {
      var _ = closed.await(settings.pause().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
