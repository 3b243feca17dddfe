package dev.berth.targets.process;

import dev.berth.targets.api.Changes;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at a pool in short intervals and tells what has changed: files and pids send no events. */
final class PoolWatch implements Subscription {

  private final ProcessDriver driver;
  private final Duration interval;
  private final Changes changes;
  private final CountDownLatch closed = new CountDownLatch(1);

  PoolWatch(ProcessDriver driver, Duration interval, NativeAttemptListener listener) {
    this.driver = driver;
    this.interval = interval;
    this.changes = new Changes(listener);
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
        changes.after(driver::find);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
