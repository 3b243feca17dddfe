package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Topic;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas are killed with SIGKILL, at any moment and at the worst. */
class CrashIT {

  @TempDir Path directory;

  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = Cluster.start(directory.resolve("broker"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  /**
   * It dies between writing decisions and committing them. The next one is itself, which ends the
   * open transaction at once, or another, which has to wait for the broker to give it up.
   */
  @ParameterizedTest
  @ValueSource(strings = {"the-same", "another"})
  void decidesOnceWhatADeadReplicaHadWrittenAndNotCommitted(String next) throws Exception {
    Jobs.ask(cluster, "open", 120);
    try (ReplicaProcess replica = ReplicaProcess.start(cluster, "the-same", 75)) {
      Jobs.eventually().until(() -> cluster.open(Topic.DECISIONS) >= 5);
      replica.kill();
    }
    assertThat(cluster.stableDecisions()).hasSizeLessThan(76);

    try (Replica _ = Replica.start(cluster.settings(next))) {
      Jobs.assertDecidedOnce(cluster, "open", 120);
    }
  }

  @Test
  void decidesOnceWhileOneReplicaIsKilledAgainAndAgain() throws Exception {
    int rounds = 2;
    try (Replica survivor = Replica.start(cluster.settings("survivor"))) {
      Jobs.eventually().until(() -> survivor.heard().partitions() > 0);
      for (int round = 0; round < rounds; round++) {
        try (ReplicaProcess victim = ReplicaProcess.start(cluster, "victim", 0)) {
          Jobs.ask(cluster, "round" + round, 1000);
          Jobs.eventually().until(() -> survivor.shards().count() < Topic.JOB_PARTITIONS);
          Jobs.ask(cluster, "burst" + round, 2000);
          victim.kill();
        }
        Jobs.eventually().until(() -> survivor.shards().count() == Topic.JOB_PARTITIONS);
      }

      for (int round = 0; round < rounds; round++) {
        Jobs.assertDecidedOnce(cluster, "round" + round, 1000);
        Jobs.assertDecidedOnce(cluster, "burst" + round, 2000);
      }
    }
  }
}
