package dev.berth.monitor.streams;

import dev.berth.contracts.JobId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a partition's jobs, ordered by when they are due: a key is that time in
 * milliseconds, big-endian, and the job's id; the value is the time that the job's state names,
 * which is another one after {@link #postpone}.
 */
final class DueTimers {

  /**
   * A timer that is due.
   *
   * @param job whose
   * @param dueAt when it was due
   * @param wakeAt the time that the job's state named
   */
  record Due(JobId job, Instant dueAt, Instant wakeAt) {}

  private final KeyValueStore<byte[], byte[]> store;

  /**
   * Where the next look begins. A look that begins at the very first key would walk over what is
   * left in RocksDB of every timer that was ever taken away.
   */
  private long from;

  DueTimers(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** Keeps the store in step with a job's state. */
  void move(JobId job, @Nullable Instant before, @Nullable Instant after) {
    if (before == null ? after == null : before.equals(after)) {
      return;
    }
    if (before != null) {
      store.delete(key(millis(before), job));
    }
    if (after != null) {
      put(job, millis(after), millis(after));
    }
  }

  /** Tries a timer again later that could not be worked off. */
  void postpone(Due timer, Instant until) {
    drop(timer);
    put(timer.job(), millis(until), millis(timer.wakeAt()));
  }

  void drop(Due timer) {
    store.delete(key(timer.dueAt().toEpochMilli(), timer.job()));
  }

  /** The timers that are due, the earliest first, at most so many. */
  List<Due> due(Instant now, int atMost) {
    List<Due> due = new ArrayList<>();
    byte[] first = ByteBuffer.allocate(Long.BYTES).putLong(from).array();
    byte[] end = ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli() + 1).array();
    try (KeyValueIterator<byte[], byte[]> found = store.range(first, end)) {
      while (found.hasNext() && due.size() < atMost) {
        due.add(due(found.next()));
      }
    }
    from = due.isEmpty() ? now.toEpochMilli() : due.getFirst().dueAt().toEpochMilli();
    return due;
  }

  private void put(JobId job, long dueMillis, long wakeMillis) {
    store.put(key(dueMillis, job), ByteBuffer.allocate(Long.BYTES).putLong(wakeMillis).array());
    from = Math.min(from, dueMillis);
  }

  private static Due due(KeyValue<byte[], byte[]> entry) {
    ByteBuffer key = ByteBuffer.wrap(entry.key);
    Instant dueAt = Instant.ofEpochMilli(key.getLong());
    String job = StandardCharsets.UTF_8.decode(key).toString();
    return new Due(
        new JobId(job), dueAt, Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong()));
  }

  private static byte[] key(long millis, JobId job) {
    byte[] id = job.value().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + id.length).putLong(millis).put(id).array();
  }

  /** Rounded up: a timer that fires before its time would change nothing, again and again. */
  static long millis(Instant time) {
    long millis = time.toEpochMilli();
    return time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
  }
}
