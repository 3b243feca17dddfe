package dev.berth.advisor.kafka;

import dev.berth.advisor.FleetView;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import dev.berth.targets.api.FleetSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The fleet as it is now: the file, read again when it changes, and the latest reading of every
 * target from {@code berth.targets}.
 */
public final class FleetReadings implements Runnable, AutoCloseable {

  private final LoopSettings settings;
  private final FleetSource source;
  private final Consumer<Exception> trouble;
  private final Map<TargetId, TargetObserved> readings = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile FleetView view = FleetView.EMPTY;

  /**
   * @param trouble hears why the topic could not be read; the fleet goes on without new readings
   */
  public FleetReadings(LoopSettings settings, FleetSource source, Consumer<Exception> trouble) {
    this.settings = settings;
    this.source = source;
    this.trouble = trouble;
    this.source.refresh();
    this.view = FleetView.of(source.fleet(), readings);
  }

  /** The fleet as it is now. */
  public FleetView view() {
    return view;
  }

  /** Reads until it is closed. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try (var consumer =
          new KafkaConsumer<>(
              settings.reading("targets"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        TopicPartition only = new TopicPartition(Topic.TARGETS.wireName(), 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
        while (closed.getCount() > 0) {
          boolean changed = source.refresh();
          for (var record : consumer.poll(settings.pollTimeout())) {
            if (EventCodec.decode(record) instanceof Decoded.Understood understood
                && understood.envelope().event() instanceof TargetObserved observed) {
              readings.put(observed.target(), observed);
              changed = true;
            }
          }
          if (changed) {
            view = FleetView.of(source.fleet(), readings);
          }
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
