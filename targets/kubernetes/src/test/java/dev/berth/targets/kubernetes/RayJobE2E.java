package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.kubernetes.live.Cluster;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RayJobs with the real KubeRay operator, and what it does not tell. */
class RayJobE2E {

  @TempDir private Path folder;
  private Ground ground;

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(Cluster.EAST, folder, Map.of("start-within", "PT8S"));
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void runsAProgramToItsEndAndLeavesNothing() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("ended", "sleep 5", Map.of()));

    ground.await(attempt, Observation.Running.class);
    ground.await(attempt, Observation.Succeeded.class);

    ground.release(attempt);
    assertThat(
            ground
                .client
                .genericKubernetesResources(NativeKind.RAY_CLUSTERS)
                .inNamespace(ground.namespace)
                .list()
                .getItems())
        .isEmpty();
    assertThat(ground.monitor.find()).isEmpty();
  }

  @Test
  void tellsAProgramsFailureWithItsExitCode() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("failing", "exit 7", Map.of()));

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns(7, Observation.Failed::exitCode);
    ground.release(attempt);
  }

  @Test
  void tellsALostHeadThoughTheOperatorSaysRunning() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("headless", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);

    ground.client.resource(ground.pod(attempt, "head")).withGracePeriod(0).delete();

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
    assertThat(ground.rayJob(attempt).get().<String>get("status", "jobDeploymentStatus"))
        .isEqualTo("Running");
    ground.release(attempt);
  }

  @Test
  void tellsAHeadWhoseNodeIsDead() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("dark", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);

    ground.withoutPower(
        attempt,
        "head",
        _ -> {
          ground.await(attempt, Observation.Unreachable.class);
          assertThat(ground.await(attempt, Observation.Failed.class))
              .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
        });
    ground.release(attempt);
  }

  @Test
  void bearsTheLossOfAWorkerWhichTheOperatorMakesAnew() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("shrunk", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);
    String before = ground.pod(attempt, "worker").getMetadata().getUid();

    ground.client.resource(ground.pod(attempt, "worker")).withGracePeriod(0).delete();

    Ground.await()
        .until(() -> !ground.pod(attempt, "worker").getMetadata().getUid().equals(before));
    assertThat(ground.seen(attempt)).isInstanceOf(Observation.Running.class);
    ground.release(attempt);
  }

  /** KubeRay makes no other while the lost one is Terminating, and Ray finds out by itself. */
  @Test
  void bearsTheNodeOfAWorkerThatIsDead() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("maimed", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);

    ground.withoutPower(
        attempt,
        "worker",
        node -> {
          Ground.await()
              .until(
                  () -> ground.pod(attempt, "worker").getMetadata().getDeletionTimestamp() != null);
          assertThat(ground.seen(attempt)).isInstanceOf(Observation.Running.class);
          Ground.await()
              .until(
                  () -> ground.provisioner.release(attempt),
                  outcome ->
                      outcome instanceof ReleaseOutcome.Releasing still
                          && still.waitingFor().contains(node));
        });
    ground.release(attempt);
  }

  @Test
  void tellsThatSomebodyStoppedItThroughRay() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("stopped", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);

    String dashboard = ground.rayJob(attempt).get().get("status", "dashboardURL");
    try (HttpClient ray =
        HttpClient.newBuilder().proxy(ProxySelector.of(ground.cluster.networkOfHeads())).build()) {
      HttpResponse<String> answer =
          ray.send(
              HttpRequest.newBuilder(
                      URI.create("http://%s/api/jobs/%s/stop".formatted(dashboard, attempt)))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("true");
    }

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("somebody stopped it through Ray's own interface");
    ground.release(attempt);
  }

  @Test
  void failsPastItsDeadlineThoughItsJobSaysRunning() throws Exception {
    AttemptId attempt =
        ground.submit(Wishes.ray("late", "sleep 600", Map.of("maximumDuration", "PT15S")));
    ground.await(attempt, Observation.Running.class);

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("maximumDuration");
    ground.release(attempt);
  }

  /** KubeRay gives a program half a minute from the end of its submitter, and then ends it. */
  @Test
  void blamesNoProgramThatItsSubmitterLostSightOf() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("unattended", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);

    ground.end(ground.pod(attempt, "submitter"), 0);

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("The RayJob submitter finished at", "did not reach terminal state within 30s");
    assertThat(ground.rayJob(attempt).get())
        .returns("FAILED", job -> job.get("status", "jobStatus"))
        .returns(
            "JobDeploymentStatusTransitionGracePeriodExceeded", job -> job.get("status", "reason"));
    ground.release(attempt);
  }

  @Test
  void failsForWhatItIsWhenItsSubmitterFailsBeforeItsProgram() throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray("unsubmitted", "sleep 600", Map.of()));
    ground.await(attempt, Observation.Running.class);

    ground.end(ground.pod(attempt, "submitter"), 1);

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("SubmissionFailed");
    ground.release(attempt);
  }

  @Test
  void failsForWantOfCapacityWhenItsWorkersFindNoNode() throws Exception {
    AttemptId attempt =
        ground.submit(
            Wishes.ray(
                "roomless",
                "true",
                Map.of("resources", Wishes.EIGHT_A100, "workers", Map.of("min", 20, "max", 20))));

    assertThat(
            ground.await(
                attempt, Observation.Pending.class, seen -> seen.reason().contains("no node")))
        .isNotNull();
    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("Insufficient nvidia.com/gpu");
    ground.release(attempt);
  }

  @Test
  void provesThatItWasDeletedFromOutside() throws Exception {
    Queue<Observation> told = new ConcurrentLinkedQueue<>();
    try (var watch = ground.monitor.watch(seen -> told.add(seen.observation()))) {
      assertThat(watch).isNotNull();
      AttemptId attempt = ground.submit(Wishes.ray("deleted", "sleep 600", Map.of()));
      ground.await(attempt, Observation.Running.class);

      ground.rayJob(attempt).delete();

      Ground.await().until(() -> told.stream().anyMatch(Observation.Gone.class::isInstance));
      assertThat(told).noneMatch(Observation.Failed.class::isInstance);
      ground.release(attempt);
    }
  }
}
