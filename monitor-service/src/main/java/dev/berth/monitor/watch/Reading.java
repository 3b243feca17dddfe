package dev.berth.monitor.watch;

import dev.berth.contracts.Capacity;
import dev.berth.contracts.QueueWait;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A target's reading, and when it is due again. */
public final class Reading {

  private Reading() {}

  /**
   * The reading after a look. A target that does not answer keeps the capacity that it last told.
   *
   * @param before its last reading, or null
   * @param failures its recent infrastructure failures
   */
  public static TargetObserved of(
      TargetId target, Look look, @Nullable TargetObserved before, int failures, Instant now) {
    Capacity known = before == null ? null : before.capacity();
    return switch (look) {
      case Look.Answered answered ->
          new TargetObserved(
              target,
              true,
              null,
              answered.capacity() == null ? known : answered.capacity(),
              queueWait(answered.capacity()),
              null,
              failures,
              now);
      case Look.Silent silent ->
          new TargetObserved(target, false, silent.reason(), known, null, null, failures, now);
    };
  }

  /** That of the least jobs, in the queue that is shortest for them. */
  private static @Nullable Duration queueWait(@Nullable Capacity capacity) {
    return capacity == null
        ? null
        : capacity.waits().stream()
            .min(Comparator.comparingInt(QueueWait::nodes).thenComparing(QueueWait::duration))
            .map(QueueWait::duration)
            .orElse(null);
  }

  /** Whether it is to be published: something is another, or the last one has grown old. */
  public static boolean isDue(
      TargetObserved now, @Nullable TargetObserved before, Duration interval) {
    return before == null
        || !now.observedAt().isBefore(before.observedAt().plus(interval))
        || !sameButForTime(now, before);
  }

  private static boolean sameButForTime(TargetObserved now, TargetObserved before) {
    TargetObserved then =
        new TargetObserved(
            before.target(),
            before.reachable(),
            before.problem(),
            before.capacity(),
            before.queueWait(),
            before.pricePerHour(),
            before.recentInfrastructureFailures(),
            now.observedAt());
    return now.equals(then);
  }
}
