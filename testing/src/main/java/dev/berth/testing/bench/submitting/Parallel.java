package dev.berth.testing.bench.submitting;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** A bare loop of calls, so many under way at once, and nothing else. */
public final class Parallel {

  private Parallel() {}

  /**
   * How long all of them take, in nanoseconds.
   *
   * @throws IllegalStateException if one fails
   */
  public static long time(List<? extends Callable<?>> calls, int atOnce)
      throws InterruptedException {
    Semaphore gate = new Semaphore(atOnce);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> made =
          calls.stream()
              .<Future<?>>map(call ->
                  threads.submit(() -> {
                    gate.acquireUninterruptibly();
                    try {
                      return call.call();
                    } finally {
                      gate.release();
                    }
                  }))
              .toList();
      for (Future<?> one : made) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a submission was not taken", e);
    }
    return System.nanoTime() - begin;
  }
}
