package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Tenancy;
import dev.berth.testing.platform.Part;
import dev.berth.testing.soak.EventVerdict;
import dev.berth.testing.soak.Killing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of jobs over three clusters while Berth's services are killed again and again: nothing
 * lost, nothing twice, nothing left. {@code -Dberth.seed} repeats who is killed and what becomes of
 * which job, {@code -Dberth.live.jobs} and {@code -Dberth.live.seconds} say how many and how long.
 */
class ManyJobsE2E {

  private static final int JOBS = Integer.getInteger("berth.live.jobs", 300);
  private static final Duration FAULTS =
      Duration.ofSeconds(Long.getLong("berth.live.seconds", 150));
  private static final Duration REST = Duration.ofMinutes(8);
  private static final List<Cluster> CLUSTERS = List.of(Cluster.EAST, Cluster.WEST, Cluster.YARD);

  @Test
  void losesNothingAndDoesNothingTwiceWhateverIsKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("many jobs: -Dberth.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<PodWitness> witnesses = new ArrayList<>();
    try (Loop loop = new Loop(folder, CLUSTERS, Map.of("timeout", "PT10S"), Killing.SETTINGS);
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      loop.tenancies().values().forEach(tenancy -> witnesses.add(new PodWitness(tenancy)));
      Killing killing = new Killing(loop.platform, Part.SERVICES, random.split());
      SplittableRandom asking = random.split();
      Map<JobId, LiveFate> fates = new TreeMap<>();
      for (int i = 0; i < JOBS; i++) {
        fates.put(new JobId("many-" + i), LiveFate.drawn(asking));
      }
      try {
        Future<?> asked = beside.submit(() -> ask(loop, fates, asking));
        Future<?> killed = killing.goOn(FAULTS, beside);
        playFates(loop, fates, asked, killed);
        new LiveVerdict(fates, loop.events.all(), runs(witnesses), loop.tenancies().values())
            .pronounce();
      } catch (ExecutionException | AssertionError e) {
        throw new AssertionError(
            "-Dberth.seed=%d: %s (killed %s)".formatted(seed, e.getMessage(), killing.told()), e);
      } finally {
        witnesses.forEach(PodWitness::close);
      }
    }
  }

  private static Collection<PodWitness.Run> runs(List<PodWitness> witnesses) {
    return witnesses.stream().flatMap(witness -> witness.runs().stream()).toList();
  }

  private static Void ask(Loop loop, Map<JobId, LiveFate> fates, SplittableRandom random)
      throws InterruptedException {
    for (Map.Entry<JobId, LiveFate> job : fates.entrySet()) {
      loop.pipeline.request(job.getValue().job(job.getKey().value(), random), null);
      // The jobs come over most of the time in which services are killed.
      Thread.sleep(FAULTS.multipliedBy(random.nextInt(150)).dividedBy(100L * fates.size()));
    }
    return null;
  }

  /** Deletes, ends and cancels whose fate that is, until all is over. */
  private static void playFates(
      Loop loop, Map<JobId, LiveFate> fates, Future<?> asked, Future<?> killed)
      throws InterruptedException, ExecutionException {
    Set<JobId> played = new HashSet<>();
    Set<JobId> ended = new HashSet<>();
    Instant deadline = Instant.now().plus(FAULTS).plus(REST);
    while (!(asked.isDone() && killed.isDone()) || outcomes(loop) < fates.size()) {
      assertThat(Instant.now())
          .as("%d of %d jobs have ended", outcomes(loop), fates.size())
          .isBefore(deadline);
      for (AttemptObserved seen : running(loop)) {
        LiveFate fate = fates.get(seen.jobId());
        if (fate == LiveFate.IS_CANCELLED && played.add(seen.jobId())) {
          loop.pipeline.cancel(seen.jobId());
        } else if (fate == LiveFate.IS_DELETED) {
          if (seen.attempt().number() == 1) {
            if (played.add(seen.jobId())) {
              delete(loop.tenancy(seen.target()), seen);
            }
          } else if (ended.add(seen.jobId())) {
            loop.tenancy(seen.target()).end(seen.attempt(), 0);
          }
        }
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    asked.get();
    killed.get();
  }

  private static void delete(Tenancy tenancy, AttemptObserved seen) {
    assertThat(
            tenancy
                .administrator()
                .raw(
                    "/apis/batch/v1/namespaces/%s/jobs/%s"
                        .formatted(tenancy.namespace(), seen.attempt()),
                    "DELETE",
                    null))
        .isNotNull();
  }

  private static long outcomes(Loop loop) {
    return new EventVerdict(loop.events.all()).outcomes();
  }

  private static List<AttemptObserved> running(Loop loop) {
    return loop.events.all().stream()
        .map(Envelope::event)
        .filter(AttemptObserved.class::isInstance)
        .map(AttemptObserved.class::cast)
        .filter(seen -> seen.observation() instanceof Observation.Running)
        .toList();
  }
}
