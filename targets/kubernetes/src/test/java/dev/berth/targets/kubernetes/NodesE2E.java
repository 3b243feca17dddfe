package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Attempts;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on nodes that are full, die or are taken back. */
class NodesE2E {

  private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

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
  void runsAJobToItsEnd() throws Exception {
    AttemptId attempt = ground.submit(Wishes.runningFor("ended", "3s"));

    ground.await(attempt, Observation.Running.class);
    ground.await(attempt, Observation.Succeeded.class);

    ground.release(attempt);
  }

  @Test
  void failsForWantOfCapacityWithTheSchedulersReason() throws Exception {
    AttemptId first = ground.submit(Wishes.forEverOnAccelerators("first", false));
    AttemptId second = ground.submit(Wishes.forEverOnAccelerators("second", false));
    ground.await(first, Observation.Running.class);
    ground.await(second, Observation.Running.class);

    AttemptId third = ground.submit(Wishes.forEverOnAccelerators("third", false));

    ground.await(third, Observation.Pending.class, seen -> seen.reason().contains("Insufficient"));
    assertThat(ground.await(third, Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("Insufficient nvidia.com/gpu");
    ground.release(third);
    ground.release(first);
    ground.release(second);
  }

  @Test
  void tellsAMachineThatWasTakenBack() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEverOnAccelerators("spot", true));
    ground.await(attempt, Observation.Running.class);
    String node = ground.node(attempt, "worker");
    assertThat(ground.client.nodes().withName(node).get().getMetadata().getLabels())
        .containsEntry("eks.amazonaws.com/capacityType", "SPOT");

    ground.cluster.preemptNode(node);
    try {
      assertThat(ground.await(attempt, Observation.Failed.class))
          .returns(FailureCategory.PREEMPTED, Observation.Failed::category);
      ground.release(attempt);
    } finally {
      ground.cluster.startNode(node);
    }
  }

  @Test
  void keepsOffMachinesThatMayBeTakenBackUnlessTheJobBearsIt() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEverOnAccelerators("kept", false));

    assertThat(
            ground
                .client
                .nodes()
                .withName(ground.node(attempt, "worker"))
                .get()
                .getMetadata()
                .getLabels())
        .containsEntry("eks.amazonaws.com/capacityType", "ON_DEMAND");
    ground.release(attempt);
  }

  @Test
  void tellsAnEvictionAsPreemption() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEver("evicted"));
    ground.await(attempt, Observation.Running.class);

    assertThat(
            ground
                .client
                .pods()
                .inNamespace(ground.namespace)
                .withName(ground.pod(attempt, "worker").getMetadata().getName())
                .evict())
        .isTrue();

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.PREEMPTED, Observation.Failed::category);
    ground.release(attempt);
  }

  @Test
  void tellsThatAPodOfHigherPriorityTookItsPlace() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEverOnAccelerators("displaced", false));
    ground.await(attempt, Observation.Running.class);
    PriorityClass urgent =
        ground
            .client
            .resource(
                new PriorityClassBuilder()
                    .withNewMetadata()
                    .withName(ground.namespace)
                    .endMetadata()
                    .withValue(1_000_000)
                    .build())
            .create();
    try {
      ground
          .client
          .resource(
              """
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "urgent"},
               "spec": {"priorityClassName": "%s", "nodeSelector": {"kubernetes.io/hostname": "%s"},
                 "containers": [{"name": "c", "image": "i", "resources": {"limits": {"nvidia.com/gpu": "8"}}}]}}
              """
                  .formatted(ground.namespace, ground.node(attempt, "worker")))
          .inNamespace(ground.namespace)
          .create();

      assertThat(ground.await(attempt, Observation.Failed.class))
          .returns(FailureCategory.PREEMPTED, Observation.Failed::category)
          .extracting(Observation.Failed::reason)
          .asString()
          .containsIgnoringCase("preempt");
      ground.release(attempt);
    } finally {
      ground.client.resource(urgent).delete();
    }
  }

  @Test
  void takesAPodThatSomebodyDeletedForNoFaultOfTheProgram() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEver("deleted"));
    ground.await(attempt, Observation.Running.class);

    ground.client.resource(ground.pod(attempt, "worker")).delete();

    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
    ground.release(attempt);
  }

  /** In a new namespace it takes a moment; the Job's controller tries again, with a backoff. */
  @Test
  void forgivesThatItsServiceAccountComesLate() throws Exception {
    Map<String, String> settings = Map.of("service-account", "late");
    try (Driver provisioner = ground.open(Account.PROVISIONER, settings);
        Driver monitor = ground.open(Account.MONITOR, settings)) {
      Attempts attempts = new Attempts(provisioner, monitor, Duration.ofMinutes(2));
      Submission submission = Wishes.forEver("early");
      assertThat(provisioner.submit(submission)).isInstanceOf(SubmitOutcome.Submitted.class);
      Ground.await()
          .until(() ->
              ground.client.v1().events().inNamespace(ground.namespace).list().getItems().stream()
                  .anyMatch(event -> "FailedCreate".equals(event.getReason())));
      assertThat(attempts.seen(submission.attempt())).isInstanceOf(Observation.Pending.class);

      ground
          .client
          .resource(
              "{\"apiVersion\": \"v1\", \"kind\": \"ServiceAccount\", \"metadata\": {\"name\": \"late\"}}")
          .inNamespace(ground.namespace)
          .create();

      attempts.await(submission.attempt(), Observation.Running.class);
      attempts.release(submission.attempt());
    }
  }

  /** Its Job, having a podFailurePolicy, waits for such a node without an end. */
  @Test
  void losesAnAttemptWithItsNodeAndReleasesItOnceTheNodeIsBack() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEver("dark"));
    ground.await(attempt, Observation.Running.class);

    ground.withoutPower(
        attempt,
        "worker",
        node -> {
          ground.await(attempt, Observation.Unreachable.class);
          assertThat(ground.await(attempt, Observation.Failed.class))
              .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
              .extracting(Observation.Failed::reason)
              .asString()
              .contains(node);
          Ground.await()
              .until(
                  () -> ground.provisioner.release(attempt),
                  outcome ->
                      outcome instanceof ReleaseOutcome.Releasing still
                          && still.toString().contains(node));
        });
    ground.release(attempt);
  }

  @Test
  void releasesWhatWasOnANodeThatIsSaidToBeOff() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEver("off"));
    ground.await(attempt, Observation.Running.class);

    ground.withoutPower(
        attempt,
        "worker",
        node -> {
          ground.await(attempt, Observation.Failed.class);
          outOfService(node, true);
          try {
            ground.release(attempt);
          } finally {
            outOfService(node, false);
          }
        });
  }

  /** What an administrator says of a machine that is known to be off. */
  private void outOfService(String node, boolean so) {
    ground
        .client
        .nodes()
        .withName(node)
        .edit(before ->
            new NodeBuilder(before)
                .editSpec()
                .removeMatchingFromTaints(taint -> OUT_OF_SERVICE.equals(taint.getKey()))
                .addAllToTaints(
                    so
                        ? List.of(new Taint("NoExecute", OUT_OF_SERVICE, null, "nodeshutdown"))
                        : List.of())
                .endSpec()
                .build());
  }

  @Test
  void goesOnWhereANodeWasSilentForAMoment() throws Exception {
    AttemptId attempt = ground.submit(Wishes.forEver("blinking"));
    ground.await(attempt, Observation.Running.class);

    ground.withoutPower(
        attempt, "worker", _ -> ground.await(attempt, Observation.Unreachable.class));

    // Kubernetes itself may have begun to evict; a verdict is due in either case.
    Ground.await()
        .until(() ->
            ground.seen(attempt) instanceof Observation.Running
                || ground.seen(attempt) instanceof Observation.Failed);
    ground.release(attempt);
  }
}
