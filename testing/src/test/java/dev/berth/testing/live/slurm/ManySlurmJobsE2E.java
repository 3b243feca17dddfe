package dev.berth.testing.live.slurm;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.live.ManyJobs;
import dev.berth.testing.platform.Part;
import dev.berth.testing.soak.Killing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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
    String prefix = CommandJobs.fresh("hpc-many") + "-";
    try (SlurmLoop loop = new SlurmLoop(folder, sites, Killing.SETTINGS)) {
      Killing killing = new Killing(loop.platform, Part.SERVICES, random.split());
      SplittableRandom asking = random.split();
      Map<JobId, SlurmFate> fates = new TreeMap<>();
      for (int i = 0; i < JOBS; i++) {
        fates.put(new JobId(prefix + i), SlurmFate.drawn(asking));
      }
      List<JobSpec> jobs =
          fates.entrySet().stream()
              .map(job -> job.getValue().job(job.getKey().value(), marks, asking))
              .toList();
      try {
        new ManyJobs(loop, jobs, FAULTS, REST).run(killing, asking, player(loop, fates, marks));
        List<Accounts.Entry> entries = new ArrayList<>();
        sites.forEach(site -> entries.addAll(Accounts.of(site.cluster(), prefix)));
        new SlurmVerdict(fates, loop.events.all(), entries, sites).pronounce();
      } catch (ExecutionException | AssertionError e) {
        throw new AssertionError(
            "-Dberth.seed=%d: %s (killed %s)".formatted(seed, e.getMessage(), killing.told()), e);
      }
    }
  }

  /** Ends and cancels, where that is the fate. */
  private static Consumer<AttemptObserved> player(
      SlurmLoop loop, Map<JobId, SlurmFate> fates, Path marks) {
    Set<JobId> played = new HashSet<>();
    return seen -> {
      SlurmFate fate = fates.get(seen.jobId());
      if (fate == SlurmFate.IS_CANCELLED && played.add(seen.jobId())) {
        cancel(loop, seen.jobId());
      } else if (fate == SlurmFate.IS_ENDED && played.add(seen.jobId())) {
        end(loop.site(seen.target()).cluster(), seen, marks);
      }
    };
  }

  private static void cancel(SlurmLoop loop, JobId job) {
    try {
      loop.pipeline.cancel(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(SlurmCluster cluster, AttemptObserved seen, Path marks) {
    cluster.user("touch", marks.resolve(seen.jobId().value()).toString());
    cluster.administrator("scancel", "--name=" + seen.attempt());
  }
}
