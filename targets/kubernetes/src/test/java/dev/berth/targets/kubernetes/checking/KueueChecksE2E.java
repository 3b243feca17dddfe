package dev.berth.targets.kubernetes.checking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Json;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.kubernetes.KubernetesDriverProvider;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Quota;
import dev.berth.targets.kubernetes.live.Tenancy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of Kueue, where it is and where it is not. */
class KueueChecksE2E {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void passesWithWhatIsInTheQueue() throws Exception {
    try (Quota quota = new Quota(Cluster.YARD);
        Tenancy tenancy = new Tenancy(Cluster.YARD.administrator(), folder)) {
      quota.queue(tenancy.namespace(), Quota.QUEUE);

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(queue(Cluster.YARD, tenancy, quota.settings(Quota.QUEUE, "low")))
                  .isEqualTo(
                      new CheckOutcome.Passed(
                          "training, of the ClusterQueue %s, with 0 workloads waiting and 0 admitted"
                              .formatted(quota.name()))));
    }
  }

  @Test
  void tellsThatTheQueueOrThePriorityIsMissingOrStopped() throws Exception {
    try (Quota quota = new Quota(Cluster.YARD);
        Tenancy tenancy = new Tenancy(Cluster.YARD.administrator(), folder)) {
      assertThat(queue(Cluster.YARD, tenancy, quota.settings("none", "low")))
          .isEqualTo(
              new CheckOutcome.Failed(
                  "there is no LocalQueue none in " + tenancy.namespace(),
                  "make one for a ClusterQueue with quota; until then jobs stay suspended"));

      quota.queue(tenancy.namespace(), Quota.QUEUE);
      assertThat(queue(Cluster.YARD, tenancy, quota.settings(Quota.QUEUE, "unheard-of")))
          .isInstanceOfSatisfying(
              CheckOutcome.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .isEqualTo("there is no WorkloadPriorityClass %s-unheard-of", quota.name()));

      quota.stopPolicy("Hold");
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(queue(Cluster.YARD, tenancy, quota.settings(Quota.QUEUE, "low")))
                  .isInstanceOfSatisfying(
                      CheckOutcome.Failed.class,
                      failed ->
                          assertThat(failed.reason())
                              .startsWith("the LocalQueue training is not active: ")));
    }
  }

  @Test
  void tellsThatTheNamespaceHasAQueueForEverything() throws Exception {
    try (Quota quota = new Quota(Cluster.YARD);
        Tenancy tenancy = new Tenancy(Cluster.YARD.administrator(), folder)) {
      quota.queue(tenancy.namespace(), "default");

      for (Map<String, String> settings :
          List.of(Map.<String, String>of(), quota.settings("default", "low"))) {
        assertThat(queue(Cluster.YARD, tenancy, settings))
            .isInstanceOfSatisfying(
                CheckOutcome.Failed.class,
                failed -> assertThat(failed.reason()).contains("has a LocalQueue named default"));
      }
    }
  }

  @Test
  void tellsThatThereIsNoKueue() throws Exception {
    try (Tenancy tenancy = new Tenancy(Cluster.WEST.administrator(), folder)) {
      assertThat(queue(Cluster.WEST, tenancy, Map.of("queue", Quota.QUEUE)))
          .isInstanceOfSatisfying(
              CheckOutcome.Failed.class,
              failed -> {
                assertThat(failed.reason())
                    .isEqualTo(
                        "the cluster has no Kueue, and driver.settings.queue names the queue training");
                assertThat(failed.remedy()).startsWith("install Kueue");
              });
    }
  }

  private static CheckOutcome queue(Cluster cluster, Tenancy tenancy, Map<String, String> settings)
      throws Exception {
    Map<String, Object> target = new HashMap<>(tenancy.target(cluster, Account.MONITOR, settings));
    // Priorities are the whole cluster's, and only its administrator sees them.
    target.put(
        "driver",
        Map.of("kind", "kubernetes", "settings", administrators(cluster, tenancy, settings)));
    String fleet = Json.mapper().writeValueAsString(Map.of("targets", List.of(target)));
    List<Check> told = new ArrayList<>();
    new KubernetesDriverProvider()
        .check(FleetFile.parse(fleet, "live").targets().getFirst(), told::add);
    return told.stream()
        .filter(check -> check.name().equals("queue"))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static Map<String, String> administrators(
      Cluster cluster, Tenancy tenancy, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("kubeconfig", cluster.kubeconfig().toString());
    all.put("namespace", tenancy.namespace());
    return all;
  }
}
