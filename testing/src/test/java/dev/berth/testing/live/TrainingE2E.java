package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training program of {@code examples/} in containers that run, on two clusters. */
class TrainingE2E {

  private static final int EPOCHS = 40;

  @TempDir private Path folder;
  private Path checkpoints;
  private Loop loop;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Cluster.EAST.runsContainers(), "only root can start nodes that run containers");
    checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
    Map<String, String> driver = new HashMap<>(Cluster.ON_REAL_NODES);
    driver.put("checkpoint-claim", "checkpoints");
    loop =
        new Loop(
            folder,
            List.of(Cluster.EAST, Cluster.WEST),
            driver,
            List.of("-Dberth.provisioner.retry-maximum=2s"));
    for (var tenancy : loop.tenancies().values()) {
      assertThat(tenancy.claim(checkpoints)).isEqualTo("checkpoints");
    }
  }

  @AfterEach
  void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  @Test
  void resumesOnTheOtherClusterFromTheCheckpointOfItsDeadNode() throws Exception {
    JobSpec spec = LiveJobs.training("digits", EPOCHS);
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.placed(spec.id(), 1);
    String node = loop.node(first);
    Printed before = Printed.by(first.attempt(), loop.platform);
    Loop.await().until(() -> before.epochs(EPOCHS).contains(5));
    Cluster cluster = loop.cluster(first.target());

    cluster.killNode(node);
    try {
      AttemptEnded ended =
          loop.heard(spec.id(), AttemptEnded.class, end -> end.attempt().equals(first.attempt()));
      assertThat(ended.ending()).isNotInstanceOf(Ending.Succeeded.class);
      // Its cloud knows that the machine is no more, and only then is anything else started.
      assertThat(loop.told(spec.id(), JobPlaced.class))
          .allMatch(one -> one.attempt().number() == 1);
      try (KubernetesClient cloud = cluster.administrator()) {
        cloud.nodes().withName(node).delete();
      }

      JobPlaced second = loop.placed(spec.id(), 2);
      assertThat(second.target()).isNotEqualTo(first.target());
      String running = loop.node(second);
      assertThat(running).startsWith("real-");
      Printed after = Printed.by(second.attempt(), loop.platform);
      JobSucceeded succeeded = loop.heard(spec.id(), JobSucceeded.class, _ -> true);

      assertThat(succeeded.attempt()).isEqualTo(second.attempt());
      Loop.await().until(() -> after.has("test accuracy"));
      assertThat(after.has("resumed from epoch")).as("%s", after).isTrue();
      List<Integer> own = after.epochs(EPOCHS);
      int resumed = own.getFirst();
      assertThat(resumed).as("the first epoch after %s", before).isGreaterThanOrEqualTo(5);
      assertThat(own)
          .isEqualTo(java.util.stream.IntStream.rangeClosed(resumed, EPOCHS).boxed().toList());
    } finally {
      cluster.startNode(node);
    }
  }
}
