package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.live.Attempts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a real API server with the real Job controller and garbage collector. */
class KubernetesDriverE2E {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private LiveCluster cluster;
  private Driver driver;
  private Attempts attempts;

  @BeforeEach
  void open() throws Exception {
    cluster = new LiveCluster(folder);
    driver = cluster.driver();
    attempts = new Attempts(driver, driver, PATIENCE);
  }

  @AfterEach
  void close() {
    driver.close();
    cluster.close();
  }

  @Test
  void runsAnAttemptOnceAndReleasesItForEver() throws Exception {
    Submission once = LiveCluster.submission("once", 1, Map.of());

    SubmitOutcome.Submitted first = (SubmitOutcome.Submitted) driver.submit(once);
    SubmitOutcome.Submitted again = (SubmitOutcome.Submitted) driver.submit(once);
    SubmitOutcome other = driver.submit(LiveCluster.submission("once", 1, Map.of("priority", 700)));

    assertThat(first.adopted()).isFalse();
    assertThat(again).isEqualTo(new SubmitOutcome.Submitted(first.nativeId(), true));
    assertThat(other)
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.CONFIGURATION, SubmitOutcome.Refused::category);

    Pod pod = cluster.pods("once-1", 1).getFirst();
    assertThat(attempts.seen(once.attempt())).isInstanceOf(Observation.Pending.class);
    cluster.runs(pod);
    assertThat(attempts.seen(once.attempt())).isInstanceOf(Observation.Running.class);
    cluster.ends(pod, 0);
    attempts.await(once.attempt(), Observation.Succeeded.class);
    assertThat(driver.find())
        .singleElement()
        .returns(first.nativeId(), NativeAttempt::nativeId)
        .returns(once.traceparent(), NativeAttempt::traceparent);

    attempts.release(once.attempt());

    assertThat(driver.find()).isEmpty();
    assertThat(cluster.pods("once-1", 0)).isEmpty();
    for (int twice = 0; twice < 2; twice++) {
      assertThat(driver.submit(once))
          .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
          .returns(FailureCategory.INFRASTRUCTURE, SubmitOutcome.Refused::category);
      assertThat(driver.release(once.attempt())).isInstanceOf(ReleaseOutcome.Released.class);
    }
  }

  @Test
  void refusesWhatWasReleasedBeforeItCame() throws Exception {
    Submission late = LiveCluster.submission("late", 1, Map.of());

    attempts.release(late.attempt());

    assertThat(driver.submit(late))
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.INFRASTRUCTURE, SubmitOutcome.Refused::category);
    assertThat(cluster.pods("late-1", 0)).isEmpty();
  }

  @Test
  void endsWithNothingLeftHoweverSubmitAndReleaseRace() throws Exception {
    for (int round = 0; round < 20; round++) {
      Submission raced = LiveCluster.submission("raced-" + round, 1, Map.of());
      Thread submitter =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  driver.submit(raced);
                } catch (TargetTroubleException e) {
                  // Asked in between; its caller would ask again.
                }
              });
      attempts.release(raced.attempt());
      submitter.join();

      assertThat(driver.submit(raced)).isInstanceOf(SubmitOutcome.Refused.class);
    }
    assertThat(driver.find()).isEmpty();
  }

  @Test
  void givesRanksTheirMeetingPointAndTakesItAway() throws Exception {
    Submission ranks = LiveCluster.submission("ranks", 3, Map.of());

    driver.submit(ranks);
    driver.submit(ranks);

    List<Pod> pods = cluster.pods("ranks-1", 3);
    assertThat(pods)
        .extracting(pod -> pod.getSpec().getHostname())
        .containsExactlyInAnyOrder("ranks-1-0", "ranks-1-1", "ranks-1-2");
    assertThat(pods)
        .allSatisfy(pod -> assertThat(pod.getSpec().getSubdomain()).isEqualTo("ranks-1"));
    assertThat(cluster.client.services().inNamespace(cluster.namespace).withName("ranks-1").get())
        .isNotNull();
    pods.forEach(cluster::runs);
    assertThat(attempts.seen(ranks.attempt())).isInstanceOf(Observation.Running.class);

    attempts.release(ranks.attempt());

    assertThat(cluster.pods("ranks-1", 0)).isEmpty();
    attempts
        .await()
        .until(() ->
            cluster.client.services().inNamespace(cluster.namespace).withName("ranks-1").get()
                == null);
  }

  @Test
  void tellsAProgramsFailureWithItsExitCode() throws Exception {
    Submission failing = LiveCluster.submission("failing", 1, Map.of());
    driver.submit(failing);
    cluster.ends(cluster.pods("failing-1", 1).getFirst(), 3);

    attempts.await(failing.attempt(), Observation.Failed.class);

    assertThat(attempts.seen(failing.attempt()))
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns(3, Observation.Failed::exitCode);
    attempts.release(failing.attempt());
  }

  @Test
  void endsPodsThatARogueDeleteLeftRunning() throws Exception {
    Submission orphaned = LiveCluster.submission("orphaned", 1, Map.of());
    driver.submit(orphaned);
    cluster.runs(cluster.pods("orphaned-1", 1).getFirst());
    cluster
        .client
        .batch()
        .v1()
        .jobs()
        .inNamespace(cluster.namespace)
        .withName("orphaned-1")
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    attempts.await(orphaned.attempt(), Observation.Absent.class);
    assertThat(cluster.pods("orphaned-1", 1)).hasSize(1);

    attempts.release(orphaned.attempt());

    assertThat(cluster.pods("orphaned-1", 0)).isEmpty();
  }

  @Test
  void refusesWhatAQuotaForbids() throws Exception {
    quota("count/jobs.batch");

    assertThat(driver.submit(LiveCluster.submission("many", 1, Map.of())))
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.CONFIGURATION, SubmitOutcome.Refused::category)
        .extracting(SubmitOutcome.Refused::reason)
        .asString()
        .contains("exceeded quota");
  }

  @Test
  void failsWithinSecondsWhenAQuotaForbidsThePods() throws Exception {
    quota("pods");
    Submission refused = LiveCluster.submission("refused", 1, Map.of());
    driver.submit(refused);

    attempts.await(refused.attempt(), Observation.Failed.class);

    assertThat(attempts.seen(refused.attempt()))
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota");
  }

  private void quota(String resource) {
    cluster
        .client
        .resource(
            """
            {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "none"},
             "spec": {"hard": {"%s": "0"}}}
            """
                .formatted(resource))
        .inNamespace(cluster.namespace)
        .create();
    attempts
        .await()
        .until(() -> {
          var status =
              cluster
                  .client
                  .resourceQuotas()
                  .inNamespace(cluster.namespace)
                  .withName("none")
                  .get()
                  .getStatus();
          return status != null && status.getHard() != null && !status.getHard().isEmpty();
        });
  }

  @Test
  void tellsChangesAsTheyComeAndADeletionAsProof() throws Exception {
    Queue<Observation> told = new ConcurrentLinkedQueue<>();
    try (var watch = driver.watch(seen -> told.add(seen.observation()))) {
      assertThat(watch).isNotNull();
      driver.submit(LiveCluster.submission("told", 1, Map.of()));
      attempts.await().until(() -> told.stream().anyMatch(Observation.Pending.class::isInstance));
      Pod pod = cluster.pods("told-1", 1).getFirst();
      cluster.runs(pod);
      attempts.await().until(() -> told.stream().anyMatch(Observation.Running.class::isInstance));

      cluster
          .client
          .batch()
          .v1()
          .jobs()
          .inNamespace(cluster.namespace)
          .withName("told-1")
          .withPropagationPolicy(DeletionPropagation.BACKGROUND)
          .delete();

      attempts.await().until(() -> told.stream().anyMatch(Observation.Gone.class::isInstance));
      assertThat(told).noneMatch(Observation.Failed.class::isInstance);
    }
  }

  @Test
  void keepsARayJobsNameWithTheRealSchema() throws Exception {
    Submission ray =
        LiveCluster.submission(
            "rays", 1, Map.of("runtime", "ray", "image", "rayproject/ray:2.49.0"));

    SubmitOutcome.Submitted first = (SubmitOutcome.Submitted) driver.submit(ray);
    assertThat(driver.submit(ray)).isEqualTo(new SubmitOutcome.Submitted(first.nativeId(), true));
    assertThat(attempts.seen(ray.attempt())).isInstanceOf(Observation.Pending.class);
    attempts.release(ray.attempt());

    assertThat(driver.submit(ray))
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.INFRASTRUCTURE, SubmitOutcome.Refused::category);
    assertThat(driver.find()).isEmpty();
  }

  @Test
  void countsWhatNodesHaveAndWhatPodsAsk() throws Exception {
    String node = cluster.namespace;
    Capacity before = driver.capacity();
    // The label keeps it ready where kwok plays the nodes; elsewhere it is ready for a while.
    var created =
        cluster
            .client
            .resource(
                """
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s", "labels": {"berth.test/power": "on"}}}
                """
                    .formatted(node))
            .create();
    try {
      cluster
          .client
          .nodes()
          .withName(node)
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              """
              {"status": {"allocatable": {"cpu": "8", "memory": "16Gi", "nvidia.com/gpu": "4", "pods": "10"},
                "capacity": {"cpu": "8", "memory": "16Gi", "nvidia.com/gpu": "4", "pods": "10"},
                "conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:00Z",
                  "lastTransitionTime": "2026-01-01T00:00:00Z", "reason": "x", "message": "x"}]}}
              """);
      cluster
          .client
          .resource(
              """
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "holder"},
               "spec": {"nodeName": "%s", "terminationGracePeriodSeconds": 0, "containers": [{"name": "c", "image": "i",
                 "resources": {"requests": {"cpu": "2", "memory": "1Gi", "nvidia.com/gpu": "3"},
                   "limits": {"nvidia.com/gpu": "3"}}}]}}
              """
                  .formatted(node))
          .inNamespace(cluster.namespace)
          .create();

      attempts
          .await()
          .untilAsserted(() -> {
            Capacity after = driver.capacity();
            assertThat(a100(after, AcceleratorCapacity::total))
                .isEqualTo(a100(before, AcceleratorCapacity::total) + 4);
            assertThat(a100(after, AcceleratorCapacity::free))
                .isEqualTo(a100(before, AcceleratorCapacity::free) + 1);
            assertThat(after.cpusFree()).isEqualTo(before.cpusFree() + 6);
            assertThat(after.memoryFreeMiB()).isEqualTo(before.memoryFreeMiB() + 15 * 1024);
          });
    } finally {
      cluster.client.resource(created).delete();
    }
  }

  private static int a100(Capacity capacity, ToIntFunction<AcceleratorCapacity> what) {
    return capacity.accelerators().stream()
        .filter(one -> one.kind().equals("a100"))
        .mapToInt(what)
        .sum();
  }

  @Test
  void isInTroubleWhereNobodyAnswers(@TempDir Path folder) throws Exception {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        Files.readString(Path.of(LiveCluster.kubeconfig()))
            .replaceAll("https://127.0.0.1:\\d+", "https://127.0.0.1:1"));
    AttemptId attempt = AttemptId.parse("any-1");
    try (Driver away = LiveCluster.driver(kubeconfig.toString(), "any", "kind")) {
      assertThatThrownBy(away::find).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(away::capacity).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> away.release(attempt)).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> away.submit(LiveCluster.submission("any", 1, Map.of())))
          .isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> away.logs(attempt, false))
          .isInstanceOf(TargetTroubleException.class);
    }
  }

  @Test
  void refusesANamespaceThatIsNotThere() throws Exception {
    try (Driver nowhere = LiveCluster.driver(LiveCluster.kubeconfig(), "berth-nowhere", "kind")) {
      assertThat(nowhere.submit(LiveCluster.submission("lost", 1, Map.of())))
          .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
          .returns(FailureCategory.CONFIGURATION, SubmitOutcome.Refused::category);
    }
  }
}
