package dev.berth.testing.bench.kubernetes;

import dev.berth.targets.api.Submission;
import dev.berth.testing.bench.submitting.Parallel;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.concurrent.Callable;

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
    return Parallel.time(
        submissions.stream()
            .map(ground::job)
            .<Callable<Job>>map(job -> () -> ground.client().resource(job).create())
            .toList(),
        parallel);
  }
}
