package dev.berth.targets.slurm;

import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions of many threads together: while one is being asked, those that come are collected
 * for the next. Each is answered by a look that began after it came.
 */
final class Batched<T> {

  /** More would not fit into a command line, or an address. */
  private static final int MOST = 200;

  /** What is asked about several names at once. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Set<String> names) throws TargetTroubleException;
  }

  private static final class Round<T> {
    final Set<String> names = new HashSet<>();
    final CompletableFuture<T> answer = new CompletableFuture<>();
  }

  private final Question<T> question;
  private final Duration timeout;
  private final ReentrantLock asking = new ReentrantLock(true);
  private @Nullable Round<T> open;

  /**
   * @param timeout how long a thread waits for its turn and the answer
   */
  Batched(Question<T> question, Duration timeout) {
    this.question = question;
    this.timeout = timeout;
  }

  /** The answer about these names, and perhaps others. */
  T about(Set<String> names) throws TargetTroubleException {
    Round<T> round;
    boolean first;
    synchronized (this) {
      first = open == null || open.names.size() + names.size() > MOST;
      if (first) {
        open = new Round<>();
      }
      round = java.util.Objects.requireNonNull(open);
      round.names.addAll(names);
    }
    try {
      if (first) {
        ask(round);
      }
      return round.answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("interrupted before Slurm was asked", e);
    } catch (TimeoutException e) {
      throw new TargetTroubleException("Slurm was not asked within " + timeout, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TargetTroubleException trouble) {
        throw new TargetTroubleException(String.valueOf(trouble.getMessage()), trouble);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void ask(Round<T> round) throws InterruptedException {
    if (!asking.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      close(round);
      round.answer.completeExceptionally(
          new TargetTroubleException("Slurm was busy with other questions for " + timeout));
      return;
    }
    try {
      close(round);
      round.answer.complete(question.ask(Set.copyOf(round.names)));
    } catch (TargetTroubleException | RuntimeException e) {
      round.answer.completeExceptionally(e);
    } finally {
      asking.unlock();
    }
  }

  /** Nobody joins it any more. */
  private synchronized void close(Round<T> round) {
    if (open == round) {
      open = null;
    }
  }
}
