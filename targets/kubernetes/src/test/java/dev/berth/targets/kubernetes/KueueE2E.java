package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Tenancy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a real Kueue, on the cluster that {@code BERTH_LIVE_KUEUE_KUBECONFIG} names, whose nodes are
 * kwok's. A queue has room for one of two attempts.
 */
@EnabledIfEnvironmentVariable(named = "BERTH_LIVE_KUEUE_KUBECONFIG", matches = ".+")
class KueueE2E {

  @TempDir Path folder;
  private Tenancy tenancy;

  @BeforeEach
  void open() throws Exception {
    String file = System.getenv("BERTH_LIVE_KUEUE_KUBECONFIG");
    tenancy =
        new Tenancy(
            new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(new File(file))).build(),
            folder);
    tenancy
        .administrator()
        .load(new ByteArrayInputStream(queues().getBytes(StandardCharsets.UTF_8)))
        .create();
  }

  @AfterEach
  void close() {
    tenancy
        .administrator()
        .load(new ByteArrayInputStream(queues().getBytes(StandardCharsets.UTF_8)))
        .delete();
    tenancy.close();
  }

  private String queues() {
    return """
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: ResourceFlavor
    metadata: {name: NS}
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: ClusterQueue
    metadata: {name: NS}
    spec:
      namespaceSelector: {}
      preemption: {withinClusterQueue: LowerPriority}
      resourceGroups:
        - coveredResources: [cpu, memory]
          flavors:
            - name: NS
              resources: [{name: cpu, nominalQuota: 4}, {name: memory, nominalQuota: 32Gi}]
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: LocalQueue
    metadata: {name: training, namespace: NS}
    spec: {clusterQueue: NS}
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: WorkloadPriorityClass
    metadata: {name: NS-low}
    value: 10
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: WorkloadPriorityClass
    metadata: {name: NS-high}
    value: 1000
    """
        .replace("NS", tenancy.namespace());
  }

  private Driver driver(Account account, String queue, String priority) throws Exception {
    String fleet =
        """
        targets:
          - id: queued
            model: self-hosted-kubernetes
            dialect: kubeadm
            driver:
              kind: kubernetes
              settings: {kubeconfig: "%s", namespace: "%s", queue: %s, queue-priority: %s-%s, ray-head-memory-mib: "512", ray-head-cpus: "0.5"}
            nodes: [{name: node, cpus: 48, memoryMiB: 196608, maximum: 4}]
        """
            .formatted(
                tenancy.kubeconfig(account),
                tenancy.namespace(),
                queue,
                tenancy.namespace(),
                priority);
    return new KubernetesDriverProvider().open(FleetFile.parse(fleet, "live").targets().getFirst());
  }

  private static Submission submission(String job, String runtime) {
    return LiveCluster.submission(
        job,
        1,
        Map.of(
            "runtime", runtime,
            "resources", Map.of("cpus", 2.5, "memoryMiB", 512),
            "environment", Map.of("LIVE_RUN_FOR", "forever", "KUBE_CLUSTER_RUN_FOR", "forever")));
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
  }

  private static <T extends Observation> T awaitSeen(
      Driver driver, Submission submission, Class<T> kind) {
    return kind.cast(
        await()
            .until(
                () ->
                    driver.find().stream()
                        .filter(found -> found.attempt().equals(submission.attempt()))
                        .map(found -> found.observation())
                        .findFirst()
                        .orElse(new Observation.Absent("not listed")),
                kind::isInstance));
  }

  @Test
  void isPreemptedRatherThanWaitingWhenItsPlaceIsTakenBack() throws Exception {
    Submission first = submission("first", "container");
    Submission second = submission("second", "container");
    Submission urgent = submission("urgent", "container");
    try (Driver low = driver(Account.PROVISIONER, "training", "low");
        Driver high = driver(Account.PROVISIONER, "training", "high");
        Driver monitor = driver(Account.MONITOR, "training", "low")) {
      low.submit(first);
      awaitSeen(monitor, first, Observation.Running.class);
      low.submit(second);
      await()
          .untilAsserted(() ->
              assertThat(awaitSeen(monitor, second, Observation.Pending.class).reason())
                  .contains("Kueue's queue", "insufficient unused quota"));
      await().until(() -> monitor.capacity().waiting(), Integer.valueOf(1)::equals);

      high.submit(urgent);

      assertPreempted(monitor, first);
      awaitSeen(monitor, urgent, Observation.Running.class);
      for (Submission one : List.of(first, second, urgent)) {
        await().until(() -> low.release(one.attempt()) instanceof ReleaseOutcome.Released);
      }
      assertThat(monitor.find()).isEmpty();
    }
  }

  @Test
  void isPreemptedAsARayJobToo() throws Exception {
    Submission first = submission("first", "ray");
    Submission urgent = submission("urgent", "container");
    try (Driver low = driver(Account.PROVISIONER, "training", "low");
        Driver high = driver(Account.PROVISIONER, "training", "high");
        Driver monitor = driver(Account.MONITOR, "training", "low")) {
      low.submit(first);
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(() ->
              !tenancy
                  .administrator()
                  .pods()
                  .inNamespace(tenancy.namespace())
                  .list()
                  .getItems()
                  .isEmpty());

      high.submit(urgent);

      assertPreempted(monitor, first);
      awaitSeen(monitor, urgent, Observation.Running.class);
      await().until(() -> low.release(first.attempt()) instanceof ReleaseOutcome.Released);
    }
  }

  private static void assertPreempted(Driver monitor, Submission submission) {
    assertThat(awaitSeen(monitor, submission, Observation.Failed.class))
        .returns(FailureCategory.PREEMPTED, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("Kueue took its place back");
  }

  @Test
  void failsAtOnceWhenThereIsNoSuchQueue() throws Exception {
    Submission nowhere = submission("nowhere", "container");
    try (Driver low = driver(Account.PROVISIONER, "missing", "low");
        Driver monitor = driver(Account.MONITOR, "missing", "low")) {
      low.submit(nowhere);

      assertThat(awaitSeen(monitor, nowhere, Observation.Failed.class))
          .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
          .extracting(Observation.Failed::reason)
          .asString()
          .contains("missing");
    }
  }
}
