package dev.berth.testing.platform;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that is told on the four job topics, from their beginning, as it is told. */
public final class Events implements AutoCloseable {

  private static final List<Topic> TOPICS =
      List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.PROVISIONS, Topic.HEALTH);

  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * An event and when it was heard here.
   *
   * @param envelope the event
   * @param atNanos when, by {@link System#nanoTime}
   */
  public record Heard(Envelope<?> envelope, long atNanos) {}

  private final List<Heard> heard = new ArrayList<>();
  private final List<String> unreadable = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Listens to that broker from now on. */
  public Events(String bootstrapServers) {
    thread = Thread.ofPlatform().name("events").daemon().start(() -> listen(bootstrapServers));
  }

  private void listen(String bootstrapServers) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                100),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          TOPICS.stream()
              .flatMap(topic ->
                  java.util.stream.IntStream.range(0, topic.partitions())
                      .mapToObj(partition -> new TopicPartition(topic.wireName(), partition)))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          hear(record);
        }
      }
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    if (EventCodec.decode(record) instanceof Decoded.Understood understood) {
      synchronized (heard) {
        heard.add(new Heard(understood.envelope(), now));
        heard.notifyAll();
      }
    } else {
      unreadable.add(record.topic() + "/" + record.partition() + "/" + record.offset());
    }
  }

  /** Everything heard so far, in the order of hearing. */
  public List<Envelope<?>> all() {
    synchronized (heard) {
      List<Envelope<?>> all = new ArrayList<>();
      heard.forEach(one -> all.add(one.envelope()));
      return all;
    }
  }

  /** Everything heard so far of one job. */
  public List<Envelope<?>> of(JobId job) {
    return all().stream()
        .filter(envelope -> envelope.event().key().equals(job.value()))
        .<Envelope<?>>map(envelope -> envelope)
        .toList();
  }

  /**
   * Waits for an event.
   *
   * @return the first such event, or empty if none was heard in time
   */
  public Optional<Heard> await(Predicate<Envelope<?>> which, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    int looked = 0;
    synchronized (heard) {
      while (true) {
        for (; looked < heard.size(); looked++) {
          if (which.test(heard.get(looked).envelope())) {
            return Optional.of(heard.get(looked));
          }
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return Optional.empty();
        }
        heard.wait(left);
      }
    }
  }

  /**
   * Waits for an event of a job.
   *
   * @param more what else is told where none was heard in time, such as the end of a log
   * @return the first such event
   * @throws AssertionError if none was heard in time
   */
  public <E extends Event> E await(
      JobId job, Class<E> type, Predicate<E> which, Duration atMost, Supplier<String> more)
      throws InterruptedException {
    return await(
            envelope ->
                envelope.event().key().equals(job.value())
                    && type.isInstance(envelope.event())
                    && which.test(type.cast(envelope.event())),
            atMost)
        .map(one -> type.cast(one.envelope().event()))
        .orElseThrow(() ->
            new AssertionError(
                "no such %s of %s; there is %s%s"
                    .formatted(type.getSimpleName(), job, of(job), more.get())));
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
