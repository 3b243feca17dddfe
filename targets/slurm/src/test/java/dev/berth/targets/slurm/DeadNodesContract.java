package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.ssh.live.Wish;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that die under a job, as a whole or their slurmd alone. */
abstract class DeadNodesContract {

  private final SlurmCluster cluster;
  private final Way way;

  @TempDir private Path folder = Path.of("");

  DeadNodesContract(SlurmCluster cluster, Way way) {
    this.cluster = cluster;
    this.way = way;
  }

  @AfterEach
  void mend() {
    cluster.startNode("n1");
    cluster.startNode("n2");
    // What a test that failed has left would keep a node from the others.
    cluster.administrator("scancel", "--user=berth");
  }

  private Driver open(String deathAfter) {
    return Way.open(
        way.target(cluster, cluster.scratch(), folder, Map.of("node-death-after", deathAfter)));
  }

  private String node(AttemptId attempt) {
    return cluster
        .administrator("squeue", "-h", "-t", "all", "--name=" + attempt, "-o", "%N")
        .strip();
  }

  @Test
  void processesThatLiveOnUnderADeadSlurmdHoldUpTheRelease() throws Exception {
    AttemptId attempt = Way.attempt("orphaned");
    try (Driver driver = open("PT1H")) {
      driver.submit(Wish.script(attempt, "while :; do sleep 0.2; done"));
      Waiting.until(driver, attempt, Observation.Running.class);
      String node = node(attempt);
      cluster.killSlurmd(node);
      Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
      assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);

      ReleaseOutcome held = driver.release(attempt);
      assertThat(held)
          .isInstanceOfSatisfying(
              ReleaseOutcome.Releasing.class,
              releasing -> assertThat(releasing.waitingFor()).contains(node));

      cluster.startNode(node);
      Waiting.released(driver, attempt);
    }
  }

  @Test
  void aNodeThatIsDownForLongIsBelievedDead() throws Exception {
    AttemptId attempt = Way.attempt("burnt");
    try (Driver driver = open("PT3S")) {
      driver.submit(Wish.script(attempt, "sleep 300"));
      Waiting.until(driver, attempt, Observation.Running.class);
      cluster.killNode(node(attempt));
      assertThat(Waiting.until(driver, attempt, Observation.Failed.class).category())
          .isEqualTo(FailureCategory.INFRASTRUCTURE);

      assertThat(driver.release(attempt)).isInstanceOf(ReleaseOutcome.Releasing.class);

      Waiting.released(driver, attempt);
    }
  }
}
