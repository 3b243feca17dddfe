package dev.berth.monitor.streams;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.watch.TargetShare;
import dev.berth.monitor.watch.WatchChange;
import dev.berth.monitor.watch.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps what should be on the targets of one partition, and says by being here that they are to be
 * watched here. Streams calls {@link #init} when the store is complete, not before.
 */
@SuppressWarnings("NullAway.Init") // Streams calls init first
final class WatchNode implements Processor<byte[], byte[], Void, Void> {

  /** Key: target, slash, attempt. Value: the {@link WatchChange.Expect} that put it there. */
  static final String WATCHED = "watched";

  /** Key: target, slash, attempt. Value: the {@link WatchChange.Failure}. */
  static final String FAILURES = "failures";

  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(5);
  private static final JsonBytes<WatchChange> CHANGES = new JsonBytes<>(WatchChange.class);

  private final Watched watched;
  private final TargetShare share = new TargetShare();
  private KeyValueStore<String, byte[]> expected;
  private KeyValueStore<String, byte[]> failures;
  private ProcessorContext<Void, Void> context;
  private int partition;

  WatchNode(Watched watched) {
    this.watched = watched;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.expected = context.getStateStore(WATCHED);
    this.failures = context.getStateStore(FAILURES);
    this.partition = context.taskId().partition();
    changes(expected).forEach(share::take);
    changes(failures).forEach(share::take);
    context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> sweep());
    watched.opened(partition, share);
  }

  @Override
  public void close() {
    watched.closed(partition, share);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    WatchChange change = CHANGES.read(record.value());
    switch (change) {
      case WatchChange.Expect expect ->
          expected.put(key(expect.on(), expect.expected().attempt()), record.value());
      case WatchChange.Forget forget -> expected.delete(key(forget.on(), forget.attempt()));
      case WatchChange.Failure failure ->
          failures.put(key(failure.on(), failure.attempt()), record.value());
    }
    share.take(change);
  }

  /** Failures of the last hour are few, so that looking at each of them now and then is cheap. */
  private void sweep() {
    Instant oldest =
        Instant.ofEpochMilli(context.currentSystemTimeMs()).minus(TargetShare.FAILURES_COUNT_FOR);
    for (WatchChange change : changes(failures)) {
      if (change instanceof WatchChange.Failure failure && failure.at().isBefore(oldest)) {
        failures.delete(key(failure.on(), failure.attempt()));
      }
    }
  }

  private static List<WatchChange> changes(KeyValueStore<String, byte[]> store) {
    List<WatchChange> changes = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> one = all.next();
        changes.add(CHANGES.read(one.value));
      }
    }
    return changes;
  }

  private static String key(TargetId target, AttemptId attempt) {
    return target + "/" + attempt;
  }
}
