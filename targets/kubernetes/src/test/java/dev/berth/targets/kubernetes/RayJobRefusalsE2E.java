package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RayJobs of which the cluster makes no pod, while KubeRay itself would wait without an end. */
class RayJobRefusalsE2E {

  @TempDir private Path folder;
  private Ground ground;

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(Cluster.EAST, folder, Map.of());
  }

  @AfterEach
  void close() {
    ground.close();
  }

  /** The RayCluster, its pods, and the Job of the submitter when the cluster is ready. */
  @ParameterizedTest
  @ValueSource(strings = {"count/rayclusters.ray.io", "pods", "count/jobs.batch"})
  void failsWithTheQuotasReasonWhenSomethingOfItIsRefused(String resource) throws Exception {
    ground
        .client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace(ground.namespace)
                .endMetadata()
                .withNewSpec()
                .addToHard(resource, new Quantity("0"))
                .endSpec()
                .build())
        .create();
    // Until the quota is counted, nothing is refused.
    Ground.await()
        .until(() -> {
          var status =
              ground
                  .client
                  .resourceQuotas()
                  .inNamespace(ground.namespace)
                  .withName("none")
                  .get()
                  .getStatus();
          return status != null && status.getUsed() != null && !status.getUsed().isEmpty();
        });

    AttemptId attempt = ground.submit(Wishes.ray("refused", "sleep 600", Map.of()));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota: none", resource);
    ground.client.resourceQuotas().inNamespace(ground.namespace).withName("none").delete();
    ground.release(attempt);
  }

  @Test
  void failsForWantOfCapacityWhenTheOperatorIsDown() throws Exception {
    ground.withoutOperator(() -> {
      AttemptId attempt = ground.submit(Wishes.ray("unheard", "sleep 600", Map.of()));
      ground.failsForWantOfCapacity(
          attempt, Map.of("start-within", "PT4S"), "KubeRay has not taken it up within PT4S");
      ground.release(attempt);
    });
    assertThat(ground.monitor.find()).isEmpty();
  }
}
