package dev.berth.targets.slurm;

import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything at a time, no more often than {@link Pace} allows, whoever asks: those who
 * come meanwhile wait for the next, and share it. So each answer is of a look that began after its
 * question, and Slurm is asked as often by ten who watch as by one. After trouble who asks once
 * does not wait: that is told again until Slurm is asked again.
 */
final class Polling {

  /** A look at everything. */
  @FunctionalInterface
  interface Look {
    List<NativeAttempt> at() throws TargetTroubleException;
  }

  private final Look look;
  private final Pace pace;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();

  private long begun;
  private long ended;
  private long dueNanos = System.nanoTime();
  private int troubles;
  private List<NativeAttempt> found = List.of();
  private @Nullable TargetTroubleException trouble;

  Polling(Look look, Pace pace) {
    this.look = look;
    this.pace = pace;
  }

  /** What a look finds that begins after this call, or what the last one's trouble was. */
  List<NativeAttempt> next() throws TargetTroubleException {
    return next(false);
  }

  /** The same, for who asks without end: after trouble, too, it waits for the next look. */
  List<NativeAttempt> awaitNext() throws TargetTroubleException {
    return next(true);
  }

  private List<NativeAttempt> next(boolean patient) throws TargetTroubleException {
    lock.lock();
    try {
      long wanted = begun + 1;
      while (ended < wanted) {
        long wait = dueNanos - System.nanoTime();
        if (begun == ended && wait <= 0) {
          poll();
        } else if (begun == ended && trouble != null && !patient) {
          break;
        } else if (begun == ended) {
          changed.await(wait, TimeUnit.NANOSECONDS);
        } else {
          changed.await();
        }
      }
      if (trouble != null) {
        throw new TargetTroubleException(String.valueOf(trouble.getMessage()), trouble);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("interrupted before Slurm was asked", e);
    } finally {
      lock.unlock();
    }
  }

  /** Looks without the lock, which it has before and after. */
  private void poll() {
    begun++;
    lock.unlock();
    List<NativeAttempt> now = List.of();
    TargetTroubleException failure =
        new TargetTroubleException("a look at Slurm ended in a fault of Berth's own");
    try {
      now = look.at();
      failure = null;
    } catch (TargetTroubleException e) {
      failure = e;
    } finally {
      lock.lock();
      ended = begun;
      found = now;
      trouble = failure;
      troubles = failure == null ? 0 : troubles + 1;
      dueNanos = System.nanoTime() + pace.after(now.size(), troubles).toNanos();
      changed.signalAll();
    }
  }
}
