package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.live.SlurmDaemon;
import dev.berth.targets.ssh.live.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be asked is unreachable, and says nothing of any attempt. */
abstract class TroubleContract {

  private final SlurmCluster cluster;

  @TempDir private Path folder = Path.of("");

  TroubleContract(SlurmCluster cluster) {
    this.cluster = cluster;
  }

  final void aDaemonThatIsAwayIsTroubleAndTheJobRunsOn(Way way, SlurmDaemon daemon)
      throws Exception {
    AttemptId attempt = Way.attempt("on");
    AttemptId late = Way.attempt("late");
    try (Driver driver = Way.open(way.target(cluster, cluster.scratch(), folder, Map.of()))) {
      driver.submit(Wish.script(attempt, "sleep 100"));
      Waiting.until(driver, attempt, Observation.Running.class);
      cluster.kill(daemon);
      try {
        assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
        assertThatThrownBy(() -> driver.submit(Wish.script(late, "true")))
            .isInstanceOf(TargetTroubleException.class);
        assertThatThrownBy(() -> driver.release(attempt))
            .isInstanceOf(TargetTroubleException.class);
      } finally {
        cluster.start(daemon);
      }
      until(() -> Waiting.seen(driver, attempt).orElseThrow() instanceof Observation.Running);
      until(() -> driver.submit(Wish.script(late, "true")) instanceof SubmitOutcome.Submitted);
      assertThat(cluster.jobsNamed(late.toString())).hasSize(1);
      Waiting.released(driver, late);
      Waiting.released(driver, attempt);
    }
  }

  @Test
  void credentialsThatAreWrongAreTroubleUntilTheyAreRight() throws Exception {
    AttemptId attempt = Way.attempt("token");
    Path token = Access.tokenFile(cluster, folder);
    try (Driver driver =
        Way.open(Way.REST_ALONE.target(cluster, cluster.scratch(), folder, Map.of()))) {
      String expired = cluster.token(Duration.ofSeconds(1));
      Thread.sleep(Duration.ofSeconds(3));
      for (String wrong : new String[] {"nonsense", expired}) {
        Files.writeString(token, wrong);
        assertThatThrownBy(driver::find)
            .isInstanceOf(TargetTroubleException.class)
            .hasMessageContaining("credentials");
        assertThatThrownBy(() -> driver.submit(Wish.script(attempt, "true")))
            .isInstanceOf(TargetTroubleException.class)
            .hasMessageContaining("credentials");
      }
      Files.writeString(token, cluster.token(Duration.ofHours(1)));
      until(() -> driver.submit(Wish.script(attempt, "true")) instanceof SubmitOutcome.Submitted);
      Waiting.released(driver, attempt);
    }
  }

  /** Something that may be in trouble for a while. */
  @FunctionalInterface
  private interface Step {
    boolean isDone() throws TargetTroubleException;
  }

  private static void until(Step step) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      try {
        if (step.isDone()) {
          return;
        }
      } catch (TargetTroubleException e) {
        assertThat(System.nanoTime()).as("%s", e).isLessThan(deadline);
      }
      Thread.sleep(300);
    }
  }
}
