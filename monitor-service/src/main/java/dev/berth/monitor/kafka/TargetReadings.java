package dev.berth.monitor.kafka;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;

/** The latest reading of every target, whichever replica made it. */
public final class TargetReadings implements Runnable, AutoCloseable {

  private final KafkaSettings settings;
  private final Consumer<Exception> trouble;
  private final Map<TargetId, Standing> latest = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * How a target stands.
   *
   * @param reading its latest reading
   * @param since since when it answers, or does not, as that one says; at least as far back as the
   *     topic still tells, which keeps what was replaced for a while only
   */
  public record Standing(TargetObserved reading, Instant since) {

    /** After a further reading of the same target. */
    static Standing after(@Nullable Standing before, TargetObserved reading) {
      return new Standing(
          reading,
          before != null && before.reading().reachable() == reading.reachable()
              ? before.since()
              : reading.observedAt());
    }
  }

  /**
   * Over the topic that the settings lead to.
   *
   * @param trouble hears why it could not be read; what was read stays
   */
  public TargetReadings(KafkaSettings settings, Consumer<Exception> trouble) {
    this.settings = settings;
    this.trouble = trouble;
  }

  /** How a target stands, if it has ever been read. */
  public Optional<Standing> of(TargetId target) {
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
                  latest.compute(
                      observed.target(), (_, before) -> Standing.after(before, observed));
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
