package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RayJobs that somebody suspends by hand, whether the real KubeRay operator runs or not. */
class RayJobSuspensionE2E {

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

  @Test
  void waitsWhileItIsSuspendedAndRunsAgain() throws Exception {
    AttemptId attempt = running("suspended", Map.of());

    suspend(attempt, true);
    ground.await(
        attempt, Observation.Pending.class, pending -> pending.reason().contains("suspended"));
    awaitDeployment(attempt, "Suspended");
    Ground.await().until(() -> ground.pods(attempt).isEmpty());
    assertThat(ground.seen(attempt)).isInstanceOf(Observation.Pending.class);

    suspend(attempt, false);
    ground.await(attempt, Observation.Running.class);
    ground.release(attempt);
  }

  /** KubeRay refuses it for good then, and its cluster runs on and holds what it has. */
  @Test
  void losesOneThatBecameInvalidAndFreesItsAccelerators() throws Exception {
    int before = freeAccelerators();
    AttemptId attempt = running("invalid", Map.of("resources", Wishes.EIGHT_A100));
    assertThat(freeAccelerators()).isEqualTo(before - 8);

    patch(attempt, "{\"spec\":{\"shutdownAfterJobFinishes\":false,\"suspend\":true}}");

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("somebody changed the RayJob", "shutdownAfterJobFinishes");
    suspend(attempt, false);
    awaitDeployment(attempt, "ValidationFailed");
    assertThat(ground.pod(attempt, "worker").getMetadata().getDeletionTimestamp()).isNull();
    assertThat(freeAccelerators()).isEqualTo(before - 8);
    ground.release(attempt);
    assertThat(freeAccelerators()).isEqualTo(before);
  }

  @Test
  void failsForWantOfCapacityWhenNobodyLetsItGoOn() throws Exception {
    AttemptId attempt = running("forgotten", Map.of());
    suspend(attempt, true);
    awaitDeployment(attempt, "Suspended");

    ground.failsForWantOfCapacity(
        attempt,
        Map.of("queue-within", "PT3S"),
        "suspended since",
        "nobody let it go on within PT3S");
    ground.release(attempt);
  }

  /** It runs, whatever its specification says; once the operator is back, it does not. */
  @Test
  void runsOnWhileTheOperatorIsDown() throws Exception {
    AttemptId attempt = running("unheeded", Map.of());
    ground.withoutOperator(() -> {
      suspend(attempt, true);
      assertThat(ground.pods(attempt))
          .allSatisfy(pod -> assertThat(pod.getMetadata().getDeletionTimestamp()).isNull());
      assertThat(ground.seen(attempt)).isInstanceOf(Observation.Running.class);
    });

    ground.await(attempt, Observation.Pending.class);
    Ground.await().until(() -> ground.pods(attempt).isEmpty());
    ground.release(attempt);
  }

  @Test
  void failsForWantOfCapacityWhenTheOperatorIsDownBeforeItMayGoOn() throws Exception {
    AttemptId attempt = running("resumed", Map.of());
    suspend(attempt, true);
    awaitDeployment(attempt, "Suspended");
    ground.withoutOperator(() -> {
      suspend(attempt, false);

      ground.await(attempt, Observation.Pending.class, one -> one.reason().contains("no longer"));
      ground.failsForWantOfCapacity(
          attempt, Map.of("start-within", "PT4S"), "KubeRay has not taken it up again within PT4S");
      // Its finalizer is the operator's to take away.
      Ground.await()
          .until(
              () -> ground.provisioner.release(attempt),
              outcome ->
                  outcome instanceof ReleaseOutcome.Releasing still
                      && still.waitingFor().contains("ray.io/"));
    });
    ground.release(attempt);
  }

  /** The operator is down when it is submitted, when it is suspended, and when that is undone. */
  @Test
  void failsWhenItIsSuspendedBeforeAnybodyTakesItUp() throws Exception {
    ground.withoutOperator(() -> {
      AttemptId attempt = ground.submit(Wishes.ray("unheard", "sleep 600", Map.of()));
      suspend(attempt, true);

      ground.failsForWantOfCapacity(
          attempt, Map.of("queue-within", "PT4S", "start-within", "PT4S"), "suspended since");
      ground.release(attempt);
    });
    assertThat(ground.monitor.find()).isEmpty();
  }

  private AttemptId running(String job, Map<String, Object> more) throws Exception {
    AttemptId attempt = ground.submit(Wishes.ray(job, "sleep 600", more));
    ground.await(attempt, Observation.Running.class);
    return attempt;
  }

  private int freeAccelerators() throws Exception {
    return ground.monitor.capacity().accelerators().stream()
        .mapToInt(AcceleratorCapacity::free)
        .sum();
  }

  private void suspend(AttemptId attempt, boolean suspended) {
    patch(attempt, "{\"spec\":{\"suspend\":" + suspended + "}}");
  }

  private void patch(AttemptId attempt, String change) {
    ground.rayJob(attempt).patch(PatchContext.of(PatchType.JSON_MERGE), change);
  }

  private void awaitDeployment(AttemptId attempt, String status) {
    Ground.await()
        .until(
            () -> status.equals(ground.rayJob(attempt).get().get("status", "jobDeploymentStatus")));
  }
}
