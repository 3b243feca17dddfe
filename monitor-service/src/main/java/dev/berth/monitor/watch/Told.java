package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a target tells by itself, until its watcher takes it. Of each attempt only the latest is
 * kept, so that it never holds more than there are attempts.
 */
final class Told implements NativeAttemptListener, AutoCloseable {

  /**
   * A change that was told.
   *
   * @param attempt as it is now
   * @param at when it was told
   */
  record Change(NativeAttempt attempt, Instant at) {}

  private final Clock clock;
  private final BoundedCall watch;
  private final Map<AttemptId, Change> waiting = new HashMap<>();
  private final Semaphore something = new Semaphore(0);
  private @Nullable Driver subscribed;
  private @Nullable Subscription subscription;

  /**
   * @param callTimeout how long a driver may take to begin its watch
   */
  Told(Clock clock, Duration callTimeout) {
    this.clock = clock;
    this.watch = new BoundedCall("watch", callTimeout);
  }

  @Override
  public void changed(NativeAttempt attempt) {
    synchronized (waiting) {
      waiting.put(attempt.attempt(), new Change(attempt, clock.instant()));
    }
    something.release();
  }

  /** Listens to that driver from now on; if it is in trouble, the next look tries again. */
  void listenTo(Driver driver) throws InterruptedException {
    if (driver.equals(subscribed)) {
      return;
    }
    close();
    try {
      subscription = watch.ask(driver, () -> driver.watch(this), Subscription::close);
      subscribed = driver;
    } catch (TargetTroubleException e) {
      // Looks find what is not told; the look that comes next says that the target is in trouble.
      subscribed = null;
    }
  }

  /** Ends a wait, though nothing is told. */
  void wake() {
    something.release();
  }

  /** Waits until something is told, at most so long, and takes all of it. */
  List<Change> await(Duration atMost) throws InterruptedException {
    if (something.tryAcquire(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
      something.drainPermits();
    }
    synchronized (waiting) {
      List<Change> taken = new ArrayList<>(waiting.values());
      waiting.clear();
      return taken;
    }
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    subscription = null;
    subscribed = null;
  }
}
