package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cancel at any moment ends a job, wherever it is. {@code -Dberth.seed} repeats the moments. */
@EveryCluster
class CancellingE2E {

  private static final int JOBS = 40;
  private static final int LONGEST_MILLIS = 6_000;

  @Test
  void endsAJobWheneverItComes(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("cancelling: -Dberth.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<Site> sites =
        List.of(
            Site.of(SlurmCluster.OAK, Access.SSH),
            Site.of(SlurmCluster.ELM, Access.REST),
            Site.of(SlurmCluster.ASH, Access.SSH));
    try (SlurmLoop loop =
            new SlurmLoop(folder, sites, List.of("-Dberth.provisioner.retry-maximum=2s"));
        ExecutorService pipelines = Executors.newVirtualThreadPerTaskExecutor()) {
      List<JobId> jobs = new ArrayList<>();
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        JobSpec spec =
            SlurmJobs.shell(
                CommandJobs.fresh("cancel-" + i),
                // A part of them does not heed the signal.
                i % 4 == 0 ? "trap '' TERM; while :; do sleep 1; done" : "sleep 600",
                CommandJobs.on(sites.get(i % sites.size()).id()));
        Duration wait = Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
        jobs.add(spec.id());
        asked.add(
            pipelines.submit(() -> {
              loop.pipeline.request(spec, null);
              Thread.sleep(wait);
              loop.pipeline.cancel(spec.id());
              return null;
            }));
      }
      for (Future<?> one : asked) {
        one.get();
      }
      for (JobId job : jobs) {
        loop.told.heard(job, JobCancelled.class, _ -> true);
      }
      for (JobId job : jobs) {
        loop.awaitNothingLeft(job);
      }
      for (Site site : sites) {
        assertThat(Queue.of(site.cluster())).as("-Dberth.seed=%d", seed).isEmpty();
      }
    }
  }
}
