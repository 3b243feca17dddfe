package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that parts an API server from all of its nodes: Kubernetes itself evicts nothing. */
class AllNodesSilentE2E {

  private static final Map<String, String> PLAYED = Map.of("berth.test/power", "on");

  /** More than twice what it takes until the pods of a single silent node are evicted. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  @TempDir private Path folder;

  @Test
  void isUnreachableAndNeverFailedAndGoesOn() throws Exception {
    try (Ground ground = new Ground(Cluster.YARD, folder, Map.of())) {
      AttemptId attempt = ground.submit(Wishes.forEver("parted"));
      ground.await(attempt, Observation.Running.class);
      List<String> nodes =
          ground.client.nodes().withLabels(PLAYED).list().getItems().stream()
              .map(node -> node.getMetadata().getName())
              .toList();

      nodes.forEach(ground.cluster::killNode);
      try {
        ground.await(attempt, Observation.Unreachable.class);
        Ground.await()
            .until(() -> ground.client.nodes().list().getItems().stream().noneMatch(this::answers));
        Ground.await()
            .during(LONG_ENOUGH)
            .until(() -> ground.seen(attempt) instanceof Observation.Unreachable);
        assertThat(ground.pod(attempt, "worker").getMetadata().getDeletionTimestamp()).isNull();
      } finally {
        nodes.forEach(ground.cluster::startNode);
      }

      ground.await(attempt, Observation.Running.class);
      ground.release(attempt);
    }
  }

  private boolean answers(Node node) {
    return node.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(NodeCondition::getStatus)
        .anyMatch("True"::equals);
  }
}
