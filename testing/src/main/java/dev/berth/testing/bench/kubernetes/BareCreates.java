package dev.berth.testing.bench.kubernetes;

import dev.berth.targets.api.Submission;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** The reference: the same objects, made by a loop of parallel creates and nothing else. */
final class BareCreates {

  private final Ground ground;
  private final int parallel;

  /**
   * @param parallel how many creates are under way at once
   */
  BareCreates(Ground ground, int parallel) {
    this.ground = ground;
    this.parallel = parallel;
  }

  /** How long it takes to make them all, in nanoseconds. */
  long make(List<Submission> submissions) throws InterruptedException {
    List<Job> jobs = submissions.stream().map(ground::job).toList();
    Semaphore gate = new Semaphore(parallel);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> made =
          jobs.stream()
              .<Future<?>>map(job ->
                  threads.submit(() -> {
                    gate.acquireUninterruptibly();
                    try {
                      return ground.client().resource(job).create();
                    } finally {
                      gate.release();
                    }
                  }))
              .toList();
      for (Future<?> one : made) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a Job was not made", e);
    }
    return System.nanoTime() - begin;
  }
}
