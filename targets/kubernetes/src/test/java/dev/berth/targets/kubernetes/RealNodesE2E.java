package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.kubernetes.live.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that run, on nodes with a real kubelet. */
class RealNodesE2E {

  /** Rank 0 waits for all others to call; the others call until they are heard. */
  private static final String MEETING =
      """
      cat > /tmp/Meet.java <<'END'
      import java.net.*;
      void main() throws Exception {
        int rank = Integer.parseInt(System.getenv("BERTH_RANK"));
        int world = Integer.parseInt(System.getenv("BERTH_WORLD_SIZE"));
        if (rank == 0) {
          try (var server = new ServerSocket(29500)) {
            for (int i = 1; i < world; i++) {
              try (var other = server.accept()) {
                System.out.println("met rank " + other.getInputStream().read());
              }
            }
          }
          return;
        }
        for (int tries = 0; ; tries++) {
          try (var other = new Socket(System.getenv("BERTH_MASTER_ADDRESS"), 29500)) {
            other.getOutputStream().write(rank);
            return;
          } catch (java.io.IOException e) {
            if (tries > 300) {
              throw e;
            }
            Thread.sleep(200);
          }
        }
      }
      END
      exec java /tmp/Meet.java
      """;

  /** Heeds no SIGTERM, as a shell that is process 1 does not. */
  private static final String WRITING =
      "trap '' TERM; while :; do echo $HOSTNAME >>$BERTH_CHECKPOINT_DIR/writers; sleep 0.2; done";

  @TempDir private Path folder;
  private Ground ground;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Cluster.EAST.runsContainers(), "only root can start nodes that run containers");
    ground = new Ground(Cluster.EAST, folder, Cluster.ON_REAL_NODES);
  }

  @AfterEach
  void close() {
    if (ground != null) {
      ground.close();
    }
  }

  private static Submission shell(
      String job, int workers, String script, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("image", Cluster.IMAGE);
    all.put("entrypoint", "sh");
    all.put("arguments", List.of("-c", script));
    all.putIfAbsent("resources", Map.of("cpus", 0.2, "memoryMiB", 256));
    return LiveCluster.submission(job, workers, all);
  }

  @Test
  void bringsTheRanksOfAGangTogether() throws Exception {
    AttemptId attempt = ground.submit(shell("meeting", 3, MEETING, Map.of()));

    ground.await(attempt, Observation.Succeeded.class);

    assertThat(log(attempt)).contains("met rank 1", "met rank 2");
    assertThat(ground.pods(attempt))
        .extracting(pod -> pod.getSpec().getNodeName())
        .contains("real-1", "real-2");
    ground.release(attempt);
  }

  @Test
  void followsALogToItsEnd() throws Exception {
    AttemptId attempt =
        ground.submit(
            shell("told", 1, "for i in $(seq 8); do echo line $i; sleep 0.5; done", Map.of()));
    ground.await(attempt, Observation.Running.class);

    try (InputStream log = ground.monitor.logs(attempt, true).orElseThrow()) {
      assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8))
          .contains("line 1\n", "line 8\n");
    }

    ground.await(attempt, Observation.Succeeded.class);
    ground.release(attempt);
  }

  @Test
  void tellsAnExitCodeAndTheEndOfTheLog() throws Exception {
    AttemptId attempt = ground.submit(shell("failing", 1, "echo last words >&2; exit 3", Map.of()));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns(3, Observation.Failed::exitCode)
        .extracting(Observation.Failed::logTail)
        .asString()
        .contains("last words");
    ground.release(attempt);
  }

  @Test
  void tellsThatAProgramTookMoreMemoryThanItAskedFor() throws Exception {
    AttemptId attempt =
        ground.submit(
            shell(
                "greedy",
                1,
                "exec tail /dev/zero",
                Map.of("resources", Map.of("cpus", 0.2, "memoryMiB", 32))));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("OOMKilled");
    ground.release(attempt);
  }

  @Test
  void tellsThatAChildTookMoreMemoryThoughTheMainProcessHasACodeOfItsOwn() throws Exception {
    AttemptId attempt =
        ground.submit(
            shell(
                "child",
                1,
                "tail /dev/zero; exit 5",
                Map.of("resources", Map.of("cpus", 0.2, "memoryMiB", 32))));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(5, Observation.Failed::exitCode);
    ground.release(attempt);
  }

  @Test
  void failsWhenThereIsNoSuchImage() throws Exception {
    AttemptId attempt =
        ground.submit(
            LiveCluster.submission(
                "imageless", 1, Map.of("image", "registry.invalid/none:1", "entrypoint", "true")));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("ImagePullBackOff");
    ground.release(attempt);
  }

  @Test
  void failsWhenTheProgramIsNotInTheImage() throws Exception {
    AttemptId attempt =
        ground.submit(
            LiveCluster.submission(
                "programless", 1, Map.of("image", Cluster.IMAGE, "entrypoint", "no-such-program")));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category);
    ground.release(attempt);
  }

  /** Its pod has a node, and what its node should mount is not there. */
  @Test
  void failsWhenItsVolumeIsNeverMounted() throws Exception {
    Map<String, String> settings = new HashMap<>(Cluster.ON_REAL_NODES);
    settings.put("checkpoint-claim", Ground.CHECKPOINTS);
    settings.put("start-within", "PT15S");
    Path lost = Files.createDirectory(folder.resolve("lost"));
    try (Ground unmounted = new Ground(Cluster.EAST, folder, settings)) {
      unmounted.claim(lost);
      Files.delete(lost);
      AttemptId attempt = unmounted.submit(shell("unmounted", 1, "true", Map.of()));

      assertThat(unmounted.await(attempt, Observation.Failed.class))
          .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
          .extracting(Observation.Failed::reason)
          .asString()
          .contains("has not started within PT15S on node real-", "FailedMount");
      unmounted.release(attempt);
    }
  }

  /** Its power fails for a moment: the container is not started again, and nobody saw its end. */
  @Test
  void losesWhatRanOnANodeThatStartedAgain() throws Exception {
    AttemptId attempt = ground.submit(shell("rebooted", 1, "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);
    String node = ground.node(attempt, "worker");

    ground.cluster.killNode(node);
    ground.cluster.startNode(node);

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
    ground.release(attempt);
  }

  /** Nobody sees what runs there, and it writes on: nothing else of its job may begin beside it. */
  @Test
  void fencesWhatRunsOnWithoutItsKubelet() throws Exception {
    Map<String, String> settings = new HashMap<>(Cluster.ON_REAL_NODES);
    settings.put("checkpoint-claim", Ground.CHECKPOINTS);
    Path shared = Files.createDirectory(folder.resolve("shared"));
    try (Ground sharing = new Ground(Cluster.EAST, folder, settings)) {
      sharing.claim(shared);
      AttemptId attempt = sharing.submit(shell("unseen", 1, WRITING, Map.of()));
      sharing.await(attempt, Observation.Running.class);
      Ground.await().until(() -> writers(shared).size() > 5);
      String node = sharing.node(attempt, "worker");

      sharing.cluster.killKubelet(node);
      try {
        sharing.await(attempt, Observation.Unreachable.class);
        assertThat(sharing.await(attempt, Observation.Failed.class))
            .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
            .extracting(Observation.Failed::reason)
            .asString()
            .contains(node);
        // Longer than another pod would take to start on the other node.
        int before = writers(shared).size();
        Ground.await().until(() -> writers(shared).size() > before + 40);
        Ground.await()
            .until(
                () -> sharing.provisioner.release(attempt),
                outcome ->
                    outcome instanceof ReleaseOutcome.Releasing still
                        && still.waitingFor().contains(node));
        int releasing = writers(shared).size();
        Ground.await().until(() -> writers(shared).size() > releasing);
        assertThat(sharing.provisioner.release(attempt))
            .isInstanceOf(ReleaseOutcome.Releasing.class);
      } finally {
        sharing.cluster.startNode(node);
      }
      sharing.release(attempt);
      assertThat(new HashSet<>(writers(shared))).hasSize(1);
    }
  }

  private static List<String> writers(Path shared) throws IOException {
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : files.toList()) {
        if (file.endsWith("writers")) {
          return Files.readAllLines(file);
        }
      }
    }
    return List.of();
  }

  private String log(AttemptId attempt) throws Exception {
    try (InputStream log = ground.monitor.logs(attempt, false).orElseThrow()) {
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
