package dev.berth.advisor.kafka;

import dev.berth.advisor.CurrentFleet;
import dev.berth.advisor.FleetView;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import dev.berth.targets.api.FleetSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The fleet as it is now: the file, read again when it changes, and the latest reading of every
 * target from {@code berth.targets}.
 */
public final class FleetReadings implements CurrentFleet, Runnable, AutoCloseable {

  private static final TopicPartition READINGS = new TopicPartition(Topic.TARGETS.wireName(), 0);

  private final LoopSettings settings;
  private final FleetSource source;
  private final FleetTrouble trouble;
  private final Map<TargetId, TargetObserved> readings = new HashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile FleetView view = FleetView.EMPTY;

  /**
   * Reads the file; the topic is read by {@link #run}.
   *
   * @param trouble hears what could not be read; the fleet stays as it was
   */
  public FleetReadings(LoopSettings settings, FleetSource source, FleetTrouble trouble) {
    this.settings = settings;
    this.source = source;
    this.trouble = trouble;
    source.refresh();
    source.problem().ifPresent(trouble::file);
    look();
  }

  @Override
  public FleetView view() {
    return view;
  }

  /**
   * The fleet as it is now. The first call waits until all readings there are have been read: a
   * target that is known to be unreachable must not look healthy because of a restart.
   *
   * @throws TimeoutException if they cannot be read in time
   */
  public FleetView caughtUp() {
    try {
      if (!caughtUp.await(settings.rebuildTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException(
            READINGS + " could not be read within " + settings.rebuildTimeout());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for " + READINGS, e);
    }
    return view;
  }

  /** Reads until it is closed. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try (var consumer =
          new KafkaConsumer<>(
              settings.following("targets"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        consumer.assign(List.of(READINGS));
        consumer.seekToBeginning(List.of(READINGS));
        long end = consumer.endOffsets(List.of(READINGS)).getOrDefault(READINGS, 0L);
        while (closed.getCount() > 0) {
          // Before the poll, which waits where there is nothing more.
          if (caughtUp.getCount() > 0 && consumer.position(READINGS) >= end) {
            caughtUp.countDown();
          }
          boolean changed = refreshed();
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
            changed |= taken(record);
          }
          if (changed) {
            look();
          }
        }
      } catch (RuntimeException e) {
        trouble.topic(e);
        pause();
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private boolean refreshed() {
    String before = source.problem().orElse("");
    boolean changed = source.refresh();
    source.problem().filter(now -> !now.equals(before)).ifPresent(trouble::file);
    return changed;
  }

  private boolean taken(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      return readings.keySet().removeIf(target -> target.value().equals(key));
    }
    if (EventCodec.decode(record) instanceof Decoded.Understood understood
        && understood.envelope().event() instanceof TargetObserved observed) {
      readings.put(observed.target(), observed);
      return true;
    }
    return false;
  }

  private void look() {
    try {
      view = FleetView.of(source.fleet(), readings);
    } catch (IllegalArgumentException e) {
      trouble.file(String.valueOf(e.getMessage()));
    }
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
