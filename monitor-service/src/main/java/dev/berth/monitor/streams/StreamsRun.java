package dev.berth.monitor.streams;

import dev.berth.contracts.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stream running: waits for the brokers and their topics, starts it, and starts it again
 * whenever it has ended by itself. The stores and the topics are the state; there is nothing to
 * repair.
 */
public final class StreamsRun implements Runnable, AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final StreamsSettings settings;
  private final Supplier<Topology> topology;
  private final LedgerListener listener;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Instant> replaced = new ArrayDeque<>();
  private volatile @Nullable KafkaStreams streams;
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * @param topology makes it anew for every start
   */
  public StreamsRun(
      StreamsSettings settings, Supplier<Topology> topology, LedgerListener listener, Clock clock) {
    this.settings = settings;
    this.topology = topology;
    this.listener = listener;
    this.clock = clock;
  }

  /** The stream, while it works. */
  public Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams).filter(one -> one.state() == KafkaStreams.State.RUNNING);
  }

  /** Whether it was started in vain so often that only another process can help. */
  public boolean isBeyondRepair() {
    return failures.get() > settings.repairs();
  }

  /** Runs until it is closed. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try {
        String missing = missingTopics();
        if (missing.isEmpty()) {
          session();
        } else {
          listener.became("waiting for topics " + missing, false);
        }
      } catch (ExecutionException | TimeoutException e) {
        listener.became("waiting for the brokers at " + settings.brokers(), false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        failures.incrementAndGet();
        listener.became("troubled: " + e, false);
        listener.troubled(e);
      }
      await(settings.pause());
    }
  }

  /** Ends the stream in good order. */
  @Override
  public void close() {
    closed.countDown();
  }

  private String missingTopics() throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = Admin.create(settings.looking())) {
      Set<String> there =
          admin.listTopics().names().get(settings.lookTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return Arrays.stream(Topic.values())
          .map(Topic::wireName)
          .filter(topic -> !there.contains(topic))
          .collect(Collectors.joining(", "));
    }
  }

  private void session() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    KafkaStreams started = new KafkaStreams(topology.get(), settings.properties());
    failures.incrementAndGet();
    started.setUncaughtExceptionHandler(this::answer);
    started.setStateListener((now, _) -> {
      listener.became(now.name(), now == KafkaStreams.State.RUNNING);
      if (now == KafkaStreams.State.RUNNING) {
        failures.set(0);
      }
      if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
        ended.countDown();
      }
    });
    try {
      started.start();
      streams = started;
      while (closed.getCount() > 0 && !ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        reportLag(started);
      }
    } finally {
      streams = null;
      // Says good-bye to the group: the others need not wait for the session to time out.
      started.close(
          new KafkaStreams.CloseOptions().leaveGroup(true).timeout(settings.closeTimeout()));
    }
  }

  private synchronized StreamThreadExceptionResponse answer(Throwable trouble) {
    listener.troubled(trouble);
    Instant now = clock.instant();
    replaced.addLast(now);
    while (replaced.getFirst().isBefore(now.minus(Duration.ofMinutes(1)))) {
      replaced.removeFirst();
    }
    return trouble instanceof MissingSourceTopicException
            || replaced.size() > settings.threadsReplacedPerMinute()
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void reportLag(KafkaStreams running) {
    running
        .metrics()
        .forEach((name, metric) -> {
          String topic = name.tags().get("topic");
          String partition = name.tags().get("partition");
          if (name.name().equals("records-lag")
              && topic != null
              && partition != null
              && metric.metricValue() instanceof Double lag
              && !lag.isNaN()) {
            listener.lag(topic, Integer.parseInt(partition), lag.longValue());
          }
        });
  }

  private void await(Duration atMost) {
    try {
      var _ = closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
