package dev.berth.monitor.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a transaction ends that others wait for: at once after a rest, and in a burst no more often
 * than the spacing, so that a transaction's own cost is shared by many events. What nobody waits
 * for ends with the stream's own interval. For one task.
 */
final class Committing {

  /** A thread ends the transaction of all its tasks together, whichever asks for it. */
  private static final ThreadLocal<Last> LAST_OF_THREAD = ThreadLocal.withInitial(Last::new);

  private final ProcessorContext<?, ?> context;
  private final Duration spacing;
  private final Last last = LAST_OF_THREAD.get();
  private @Nullable Cancellable later;

  /**
   * Of a task, on the thread that runs it.
   *
   * @param spacing the least time between two of a thread
   */
  Committing(ProcessorContext<?, ?> context, Duration spacing) {
    this.context = context;
    this.spacing = spacing;
  }

  /** Others wait for what was just written. */
  void soon() {
    long now = context.currentSystemTimeMs();
    // A clock that was set back holds up nothing.
    if (now < last.millis || now - last.millis >= spacing.toMillis()) {
      commit(now);
    } else if (later == null) {
      later = context.schedule(spacing, PunctuationType.WALL_CLOCK_TIME, this::commit);
    }
  }

  private void commit(long now) {
    if (later != null) {
      later.cancel();
      later = null;
    }
    last.millis = now;
    context.commit();
  }

  private static final class Last {
    private long millis;
  }
}
