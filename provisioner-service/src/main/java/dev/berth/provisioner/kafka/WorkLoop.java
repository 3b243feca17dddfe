package dev.berth.provisioner.kafka;

import dev.berth.contracts.Topic;
import dev.berth.provisioner.running.Lanes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads decisions and endings, hands each to its job's lane without waiting for it, and commits
 * behind the oldest that is unfinished. Whatever goes wrong, it begins again from what is
 * committed.
 */
public final class WorkLoop implements Runnable, AutoCloseable {

  private static final List<String> TOPICS =
      List.of(Topic.DECISIONS.wireName(), Topic.HEALTH.wireName());

  private final LoopSettings settings;
  private final Lanes lanes;
  private final KafkaOutcomes outcomes;
  private final LoopListener listener;
  private final InstantSource clock;
  private final Assignments assignments;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Instant lastCommit = Instant.EPOCH;

  /** Over those lanes. */
  public WorkLoop(
      LoopSettings settings,
      Lanes lanes,
      KafkaOutcomes outcomes,
      LoopListener listener,
      InstantSource clock) {
    this.settings = settings;
    this.lanes = lanes;
    this.outcomes = outcomes;
    this.listener = listener;
    this.clock = clock;
    this.assignments = new Assignments(lanes);
  }

  /** Runs until it is closed. */
  @Override
  public void run() {
    while (isOpen()) {
      try {
        session();
      } catch (RuntimeException e) {
        listener.troubled(e);
        pause();
      } finally {
        assignments.goAll();
      }
    }
  }

  /** Ends the loop once calls under way have ended, or the time for that is over. */
  @Override
  public void close() {
    closed.countDown();
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void session() {
    try (var consumer =
        new KafkaConsumer<>(
            settings.reading(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      if (!topicsAreThere(consumer)) {
        return;
      }
      consumer.subscribe(TOPICS, new Assignment(consumer));
      while (isOpen()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
          take(record);
        }
        holdBack(consumer);
        commit(consumer);
      }
      lanes.drain(settings.drain());
      commitNow(consumer);
    }
  }

  private boolean topicsAreThere(KafkaConsumer<byte[], byte[]> consumer) {
    var there = consumer.listTopics().keySet();
    String missing =
        Arrays.stream(
                new Topic[] {Topic.DECISIONS, Topic.HEALTH, Topic.PROVISIONS, Topic.DEAD_LETTERS})
            .map(Topic::wireName)
            .filter(topic -> !there.contains(topic))
            .collect(Collectors.joining(", "));
    if (missing.isEmpty()) {
      return true;
    }
    listener.waitingFor(missing);
    pause();
    return false;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Offsets offsets = assignments.offsets(new TopicPartition(record.topic(), record.partition()));
    offsets.take(record.offset());
    switch (Reading.of(record, offsets.isNew(record.offset()), clock.instant())) {
      case Reading.Work work -> assignments.lanes(record.partition()).accept(work.input());
      case Reading.NotOurs _ -> offsets.finish(record.offset());
      case Reading.Unreadable unreadable ->
          Thread.ofVirtual()
              .name("dead letter " + record.topic() + "-" + record.partition())
              .start(() -> deadLetter(record, unreadable.reason(), offsets));
    }
  }

  /** Tried until it is written; only then is the record finished. It holds up nobody. */
  private void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason, Offsets offsets) {
    do {
      try {
        outcomes.deadLetter(record, reason);
        offsets.finish(record.offset());
        listener.deadLettered(record.topic(), record.partition(), record.offset(), reason);
        return;
      } catch (IOException e) {
        listener.deadLetterTroubled(e);
        pause();
      }
    } while (isOpen());
  }

  /** A partition that is full is not read until half of its work is done. */
  private void holdBack(KafkaConsumer<byte[], byte[]> consumer) {
    Collection<TopicPartition> paused = consumer.paused();
    assignments
        .all()
        .forEach((partition, offsets) -> {
          int unfinished = offsets.unfinished();
          if (unfinished >= settings.unfinishedPerPartition()) {
            if (!paused.contains(partition)) {
              listener.full(partition, unfinished);
            }
            consumer.pause(List.of(partition));
          } else if (paused.contains(partition)
              && unfinished <= settings.unfinishedPerPartition() / 2) {
            consumer.resume(List.of(partition));
          }
          consumer.currentLag(partition).ifPresent(lag -> listener.lag(partition, lag, unfinished));
        });
  }

  private void commit(KafkaConsumer<byte[], byte[]> consumer) {
    Instant now = clock.instant();
    if (Duration.between(lastCommit, now).abs().compareTo(settings.commitInterval()) < 0) {
      return;
    }
    lastCommit = now;
    Map<TopicPartition, OffsetAndMetadata> ready = assignments.committable();
    if (!ready.isEmpty()) {
      consumer.commitAsync(
          ready,
          (done, trouble) -> {
            if (trouble == null) {
              assignments.committed(done);
            } else {
              listener.commitTroubled(trouble);
            }
          });
    }
  }

  private void commitNow(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> ready = assignments.committable();
    if (ready.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(ready, settings.sessionTimeout());
    } catch (KafkaException e) {
      listener.commitTroubled(e);
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

  private final class Assignment implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;

    Assignment(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assignments.come(partitions, ends(partitions));
      listener.assigned(partitions.size());
    }

    /** Not to know them costs a look before each submission, and nothing else. */
    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
      try {
        return consumer.endOffsets(partitions, settings.sessionTimeout().dividedBy(2));
      } catch (TimeoutException e) {
        listener.troubled(e);
        return Map.of();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commitNow(consumer);
      assignments.go(partitions);
      listener.revoked(partitions.size());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      assignments.go(partitions);
      listener.revoked(partitions.size());
    }
  }
}
