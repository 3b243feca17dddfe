package dev.berth.local.demo;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.Topic;
import dev.berth.local.text.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the four job topics as they grow, tells every event once, and waits for some of them. */
final class Feed implements AutoCloseable {

  private static final List<Topic> TOPICS =
      List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.PROVISIONS, Topic.HEALTH);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int SHOWN = 8;

  private final List<Event> events = new ArrayList<>();
  private final Consumer<String> tell;
  private final Thread reading;

  Feed(String bootstrapServers, Consumer<String> tell) {
    this.tell = tell;
    this.reading = Thread.ofPlatform().name("feed").daemon().start(() -> read(bootstrapServers));
  }

  /**
   * Waits until some event answers.
   *
   * @param what is waited for, for the message when it does not come
   * @param answer empty for other events
   */
  <T> T await(String what, Duration patience, Function<Event, Optional<T>> answer)
      throws DemoFailure, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (events) {
      int looked = 0;
      while (true) {
        for (; looked < events.size(); looked++) {
          Optional<T> found = answer.apply(events.get(looked));
          if (found.isPresent()) {
            return found.get();
          }
        }
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new DemoFailure(
              "waited %d s for this, in vain: %s. The last that happened: %s"
                  .formatted(patience.toSeconds(), what, last()));
        }
        events.wait(left);
      }
    }
  }

  /** As {@link #await}, for an event of one kind. */
  <E extends Event> E await(Class<E> kind, String what, Duration patience, Predicate<E> matches)
      throws DemoFailure, InterruptedException {
    return await(
        what,
        patience,
        event ->
            kind.isInstance(event) && matches.test(kind.cast(event))
                ? Optional.of(kind.cast(event))
                : Optional.empty());
  }

  /** The first event of a kind that has come already, if one has. */
  <E extends Event> Optional<E> seen(Class<E> kind, Predicate<E> matches) {
    synchronized (events) {
      return events.stream().filter(kind::isInstance).map(kind::cast).filter(matches).findFirst();
    }
  }

  @Override
  public void close() {
    reading.interrupt();
  }

  private List<String> last() {
    return events.subList(Math.max(0, events.size() - SHOWN), events.size()).stream()
        .map(Sentence::of)
        .toList();
  }

  private void read(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    var bytes = new ByteArrayDeserializer();
    Set<String> told = new HashSet<>();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          TOPICS.stream().flatMap(topic -> partitions(topic).stream()).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!Thread.currentThread().isInterrupted()) {
        for (var record : consumer.poll(LOOK)) {
          if (EventCodec.decode(record) instanceof Decoded.Understood understood) {
            take(understood.envelope(), told);
          }
        }
      }
    } catch (InterruptException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  /** An event that is there twice, and being seen in the same way again, is told once. */
  private void take(Envelope<?> envelope, Set<String> told) {
    Event event = envelope.event();
    String news =
        event instanceof AttemptObserved seen
            ? seen.attempt() + " " + seen.observation().getClass().getSimpleName()
            : envelope.source() + " " + envelope.id();
    if (told.add(news)) {
      tell.accept(Sentence.of(event));
    }
    synchronized (events) {
      events.add(event);
      events.notifyAll();
    }
  }

  private static List<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(number -> new TopicPartition(topic.wireName(), number))
        .toList();
  }
}
