package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Observation;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.testing.platform.Part;
import dev.berth.testing.soak.EventVerdict;
import dev.berth.testing.soak.Killing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Hundreds of jobs over two clusters, one through REST and one through ssh, while Berth's services
 * are killed again and again: Slurm's own accounting has each attempt once, and no two at a time.
 * {@code -Dberth.seed} repeats who is killed and what becomes of which job, {@code
 * -Dberth.live.jobs} and {@code -Dberth.live.seconds} say how many and how long.
 */
@EveryCluster
class ManySlurmJobsE2E {

  private static final int JOBS = Integer.getInteger("berth.live.jobs", 300);
  private static final Duration FAULTS =
      Duration.ofSeconds(Long.getLong("berth.live.seconds", 150));
  private static final Duration REST = Duration.ofMinutes(8);

  @Test
  void losesNothingAndDoesNothingTwiceWhateverIsKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("many jobs on Slurm: -Dberth.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<Site> sites =
        List.of(Site.of(SlurmCluster.ELM, Access.SSH), Site.of(SlurmCluster.ASH, Access.REST));
    Path marks = SlurmCluster.ELM.scratch();
    String prefix = SlurmJobs.fresh("hpc-many") + "-";
    try (SlurmLoop loop = new SlurmLoop(folder, sites, Killing.SETTINGS);
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Killing killing = new Killing(loop.platform, Part.SERVICES, random.split());
      SplittableRandom asking = random.split();
      Map<JobId, SlurmFate> fates = new TreeMap<>();
      for (int i = 0; i < JOBS; i++) {
        fates.put(new JobId(prefix + i), SlurmFate.drawn(asking));
      }
      try {
        Future<?> asked = beside.submit(() -> ask(loop, fates, marks, asking));
        Future<?> killed = killing.goOn(FAULTS, beside);
        playFates(loop, fates, marks, asked, killed);
        List<Accounts.Entry> entries = new ArrayList<>();
        sites.forEach(site -> entries.addAll(Accounts.of(site.cluster(), prefix)));
        new SlurmVerdict(fates, loop.events.all(), entries, sites).pronounce();
      } catch (ExecutionException | AssertionError e) {
        throw new AssertionError(
            "-Dberth.seed=%d: %s (killed %s)".formatted(seed, e.getMessage(), killing.told()), e);
      }
    }
  }

  private static Void ask(
      SlurmLoop loop, Map<JobId, SlurmFate> fates, Path marks, SplittableRandom random)
      throws InterruptedException {
    for (Map.Entry<JobId, SlurmFate> job : fates.entrySet()) {
      loop.pipeline.request(job.getValue().job(job.getKey().value(), marks, random), null);
      // The jobs come over most of the time in which services are killed.
      Thread.sleep(FAULTS.multipliedBy(random.nextInt(150)).dividedBy(100L * fates.size()));
    }
    return null;
  }

  /** Ends and cancels, where that is the fate, until all is over. */
  private static void playFates(
      SlurmLoop loop, Map<JobId, SlurmFate> fates, Path marks, Future<?> asked, Future<?> killed)
      throws InterruptedException, ExecutionException {
    Set<JobId> played = new HashSet<>();
    Instant deadline = Instant.now().plus(FAULTS).plus(REST);
    while (!(asked.isDone() && killed.isDone()) || outcomes(loop) < fates.size()) {
      assertThat(Instant.now())
          .as("%d of %d jobs have ended", outcomes(loop), fates.size())
          .isBefore(deadline);
      for (AttemptObserved seen : running(loop)) {
        SlurmFate fate = fates.get(seen.jobId());
        if (fate == SlurmFate.IS_CANCELLED && played.add(seen.jobId())) {
          loop.pipeline.cancel(seen.jobId());
        } else if (fate == SlurmFate.IS_ENDED && played.add(seen.jobId())) {
          end(loop.site(seen.target()).cluster(), seen, marks);
        }
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    asked.get();
    killed.get();
  }

  private static void end(SlurmCluster cluster, AttemptObserved seen, Path marks) {
    cluster.user("touch", marks.resolve(seen.jobId().value()).toString());
    cluster.administrator("scancel", "--name=" + seen.attempt());
  }

  private static long outcomes(SlurmLoop loop) {
    return new EventVerdict(loop.events.all()).outcomes();
  }

  private static List<AttemptObserved> running(SlurmLoop loop) {
    return loop.events.all().stream()
        .map(Envelope::event)
        .filter(AttemptObserved.class::isInstance)
        .map(AttemptObserved.class::cast)
        .filter(seen -> seen.observation() instanceof Observation.Running)
        .toList();
  }
}
