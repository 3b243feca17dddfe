package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.testing.soak.EventVerdict;
import dev.berth.testing.soak.Killing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Many jobs while services are killed again and again.
 *
 * @param loop where
 * @param jobs which are asked for over most of the time in which services are killed
 * @param faults how long services are killed
 * @param rest how long the jobs may then take to end
 */
public record ManyJobs(RealLoop loop, List<JobSpec> jobs, Duration faults, Duration rest) {

  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * Asks for all of them, and returns when services are killed no more and every job has ended.
   *
   * @param random draws how long to wait between two jobs
   * @param playing is given all attempts that were ever seen to run, again and again
   */
  public void run(Killing killing, RandomGenerator random, Consumer<AttemptObserved> playing)
      throws InterruptedException, ExecutionException {
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> asked = beside.submit(() -> ask(random));
      Future<?> killed = killing.goOn(faults, beside);
      Instant deadline = Instant.now().plus(faults).plus(rest);
      while (!(asked.isDone() && killed.isDone()) || outcomes() < jobs.size()) {
        assertThat(Instant.now())
            .as("%d of %d jobs have ended", outcomes(), jobs.size())
            .isBefore(deadline);
        running().forEach(playing);
        Thread.sleep(LOOK);
      }
      asked.get();
      killed.get();
    }
  }

  private Void ask(RandomGenerator random) throws InterruptedException {
    for (JobSpec job : jobs) {
      loop.pipeline.request(job, null);
      Thread.sleep(faults.multipliedBy(random.nextInt(150)).dividedBy(100L * jobs.size()));
    }
    return null;
  }

  private long outcomes() {
    return new EventVerdict(loop.events.all()).outcomes();
  }

  private List<AttemptObserved> running() {
    return loop.events.all().stream()
        .map(Envelope::event)
        .filter(AttemptObserved.class::isInstance)
        .map(AttemptObserved.class::cast)
        .filter(seen -> seen.observation() instanceof Observation.Running)
        .toList();
  }
}
