package dev.berth.testing.bench.advisor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds a loop at a record until there are enough behind it, and counts what it has committed. */
final class Gate {

  private static final long TIMEOUT_SECONDS = 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean open = true;
  private long committed;

  void shut() {
    set(false);
  }

  void open() {
    set(true);
  }

  /** Called by the loop at each record. */
  void pass() {
    if (open) {
      return;
    }
    lock.lock();
    try {
      while (!open) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Called by the loop after each commit. */
  void done(int records) {
    lock.lock();
    try {
      committed += records;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long committed() {
    lock.lock();
    try {
      return committed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many are committed in all. */
  void await(long records) throws InterruptedException, TimeoutException {
    long left = TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    lock.lock();
    try {
      while (committed < records) {
        if (left <= 0) {
          throw new TimeoutException(committed + " of " + records + " records are done");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean nowOpen) {
    lock.lock();
    try {
      open = nowOpen;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
