package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at a pool in short intervals and tells what has changed: files and pids send no events. */
final class PoolWatch implements Subscription {

  private static final System.Logger LOG = System.getLogger(PoolWatch.class.getName());

  private final ProcessDriver driver;
  private final Duration interval;
  private final NativeAttemptListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Map<AttemptId, Observation> last = new HashMap<>();

  PoolWatch(ProcessDriver driver, Duration interval, NativeAttemptListener listener) {
    this.driver = driver;
    this.interval = interval;
    this.listener = listener;
  }

  PoolWatch start() {
    Thread.ofVirtual().name("watch " + driver).start(this::run);
    return this;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Map<AttemptId, Observation> now = new HashMap<>();
      for (NativeAttempt attempt : driver.find()) {
        now.put(attempt.attempt(), attempt.observation());
        if (!attempt.observation().equals(last.get(attempt.attempt()))) {
          tell(attempt);
        }
      }
      last = now;
    } catch (TargetTroubleException e) {
      // A watch tells of changes only; that the pool is away is seen by whoever asks it.
      last = new HashMap<>();
    }
  }

  /** A listener's bug is its own: the watch goes on. */
  private void tell(NativeAttempt attempt) {
    try {
      listener.changed(attempt);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A listener failed. attempt=" + attempt.attempt(), e);
    }
  }
}
