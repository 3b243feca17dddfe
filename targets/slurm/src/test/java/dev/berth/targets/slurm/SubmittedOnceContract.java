package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.live.SlurmDaemon;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/**
 * What takes the submission is killed between it and its reply, again and again at random moments:
 * each attempt is one job of Slurm. {@code -Dberth.seed} repeats the moments. slurmctld saves what
 * it took some seconds later: killed before that, it has forgotten an acknowledged job, and the
 * attempt, which the monitor would find absent, can be submitted as if for the first time.
 */
abstract class SubmittedOnceContract {

  private static final int PROBES = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SlurmCluster cluster;

  @TempDir private Path folder = Path.of("");

  SubmittedOnceContract(SlurmCluster cluster) {
    this.cluster = cluster;
  }

  /** Kills it so many times, each time during a submission. */
  final void isOneJobThoughTheReplyIsLost(Access access, SlurmDaemon victim, int times)
      throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Target target =
        access.read(
            cluster,
            folder,
            Map.of("scratch", cluster.scratch().toString(), "timeout", "PT10S", "settle", "PT1S"));
    // A name that no job had before: accounting remembers all that ever ran.
    String run = "once-" + Long.toString(System.currentTimeMillis(), 36);
    int lost = 0;
    int forgotten = 0;
    List<AttemptId> attempts = new ArrayList<>();
    try (Driver driver = Drivers.onClassPath().open(target);
        ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
      long latest = 0;
      for (int i = 0; i < PROBES; i++) {
        long begin = System.nanoTime();
        submitted(driver, new JobId("%s-probe-%d".formatted(run, i)).attempt(1));
        latest = System.nanoTime() - begin;
      }
      for (int i = 0; i < times; i++) {
        AttemptId attempt = new JobId("%s-%d".formatted(run, i)).attempt(1);
        attempts.add(attempt);
        // Some are killed before the request comes, and some when the reply is out.
        long nanos = random.nextLong(latest + latest / 4);
        ProcessHandle process = cluster.process(victim);
        Future<?> killed =
            killers.submit(() -> {
              LockSupport.parkNanos(nanos);
              kill(cluster, victim, process);
              cluster.start(victim);
            });
        lost += submitted(driver, attempt) > 1 ? 1 : 0;
        killed.get();
        if (victim == SlurmDaemon.SLURMCTLD && cluster.jobsNamed(attempt.toString()).isEmpty()) {
          forgotten++;
          submitted(driver, attempt);
        }

        assertThat(cluster.jobsNamed(attempt.toString()))
            .as("-Dberth.seed=%d, attempt %s, killed after %d ns", seed, attempt, nanos)
            .hasSize(1);
      }
      for (AttemptId attempt : attempts) {
        driver.release(attempt);
      }
    } finally {
      cluster.start(victim);
      // Of a job that the controller has forgotten a node may think that it has it twice, and is
      // drained.
      cluster.startNode("n1");
      cluster.startNode("n2");
    }
    System.out.printf(
        "%s of %s by %s: %d of %d calls without an answer, %d jobs forgotten%n",
        victim, cluster.name(), access, lost, times, forgotten);
  }

  private static void kill(SlurmCluster cluster, SlurmDaemon victim, ProcessHandle process) {
    switch (victim) {
      case LOGIN -> cluster.kill(victim);
      case SLURMCTLD, SLURMRESTD, SLURMDBD -> {
        process.destroyForcibly();
        process.onExit().join();
      }
    }
  }

  /** Asks again, as the provisioner does, until there is an answer; says how often it asked. */
  private static int submitted(Driver driver, AttemptId attempt) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    for (int calls = 1; ; calls++) {
      try {
        assertThat(driver.submit(new Submission(attempt, job(attempt.job()), false, null)))
            .isInstanceOf(SubmitOutcome.Submitted.class);
        return calls;
      } catch (TargetTroubleException e) {
        assertThat(Instant.now()).as("%s", e).isBefore(deadline);
        Thread.sleep(Duration.ofMillis(50));
      }
    }
  }

  private static JobSpec job(JobId id) {
    return JobSpec.of(id, "true")
        .runtime(JobRuntime.COMMAND)
        .resources(new Resources(1, 64, null))
        .team("testing")
        .build();
  }
}
