package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Attempts;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Tenancy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A namespace on one of the clusters with nodes, and what each service's driver may do there: the
 * provisioner's submits and releases, the monitor's looks.
 */
final class Ground implements AutoCloseable {

  /** The claim that {@link #claim} makes. */
  static final String CHECKPOINTS = "checkpoints";

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  final Cluster cluster;
  final KubernetesClient client;
  final String namespace;
  final Driver provisioner;
  final Driver monitor;
  private final Tenancy tenancy;
  private final Attempts attempts;

  Ground(Cluster cluster, Path folder, Map<String, String> settings) throws Exception {
    this.cluster = cluster;
    tenancy = new Tenancy(cluster.administrator(), folder);
    client = tenancy.administrator();
    namespace = tenancy.namespace();
    provisioner = open(Account.PROVISIONER, settings);
    monitor = open(Account.MONITOR, settings);
    attempts = new Attempts(provisioner, monitor, PATIENCE);
  }

  /** A driver with those settings and the rights of that account; to be closed. */
  Driver open(Account account, Map<String, String> settings) throws Exception {
    String fleet =
        Json.mapper()
            .writeValueAsString(
                Map.of("targets", List.of(tenancy.target(cluster, account, settings))));
    return new KubernetesDriverProvider()
        .open(FleetFile.parse(fleet, cluster.name()).targets().getFirst());
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  /** Submits, and the cluster takes it. */
  AttemptId submit(Submission submission) throws TargetTroubleException {
    if (provisioner.submit(submission) instanceof SubmitOutcome.Refused refused) {
      throw new AssertionError(refused);
    }
    return submission.attempt();
  }

  Observation seen(AttemptId attempt) throws TargetTroubleException {
    return attempts.seen(attempt);
  }

  /** The first observation of that kind, once there is one. */
  <O extends Observation> O await(AttemptId attempt, Class<O> kind) {
    return attempts.await(attempt, kind);
  }

  /** How it ended, once it has. */
  Observation awaitEnd(AttemptId attempt) {
    return await(
        attempt,
        Observation.class,
        seen -> seen instanceof Observation.Succeeded || seen instanceof Observation.Failed);
  }

  <O extends Observation> O await(AttemptId attempt, Class<O> kind, Predicate<O> which) {
    return attempts.await(attempt, kind, which);
  }

  /** Releases, and nothing of it is left. */
  void release(AttemptId attempt) {
    attempts.release(attempt);
    if (!pods(attempt).isEmpty()) {
      throw new AssertionError("left after a release: " + pods(attempt));
    }
  }

  /** Makes a volume for checkpoints of a folder of this machine, by its settled name. */
  void claim(Path shared) throws Exception {
    if (!tenancy.claim(shared).equals(CHECKPOINTS)) {
      throw new AssertionError("the claim has another name than " + CHECKPOINTS);
    }
  }

  /** While the node of that pod of an attempt has no power. */
  void withoutPower(AttemptId attempt, String role, Dark then) throws Exception {
    String node = node(attempt, role);
    cluster.killNode(node);
    try {
      then.on(node);
    } finally {
      cluster.startNode(node);
    }
  }

  /** What is to be so while a node has no power. */
  @FunctionalInterface
  interface Dark {
    void on(String node) throws Exception;
  }

  /** While the KubeRay operator does nothing. */
  void withoutOperator(Meanwhile then) throws Exception {
    cluster.operatorDown();
    try {
      then.happens();
    } finally {
      cluster.operatorUp();
    }
  }

  /** What is to be so while the operator does nothing. */
  @FunctionalInterface
  interface Meanwhile {
    void happens() throws Exception;
  }

  /**
   * That it fails for want of capacity, with that in its reason, as a monitor sees it that has
   * those settings, such as less patience.
   */
  void failsForWantOfCapacity(AttemptId attempt, Map<String, String> settings, String... reason)
      throws Exception {
    try (Driver hasty = open(Account.MONITOR, settings)) {
      assertThat(
              new Attempts(provisioner, hasty, PATIENCE).await(attempt, Observation.Failed.class))
          .returns(FailureCategory.CAPACITY, Observation.Failed::category)
          .extracting(Observation.Failed::reason)
          .asString()
          .contains(reason);
    }
  }

  /** The RayJob that it is. */
  Resource<GenericKubernetesResource> rayJob(AttemptId attempt) {
    return client
        .genericKubernetesResources(NativeKind.RAY_JOB.context())
        .inNamespace(namespace)
        .withName(attempt.toString());
  }

  List<Pod> pods(AttemptId attempt) {
    return tenancy.pods(attempt);
  }

  /** Lets the containers of a pod, which kwok plays, end with that code. */
  void end(Pod pod, int exitCode) {
    tenancy.end(pod, exitCode);
  }

  /** The only pod of it that has that role. */
  Pod pod(AttemptId attempt, String role) {
    return await()
        .until(
            () ->
                pods(attempt).stream()
                    .filter(pod -> role.equals(pod.getMetadata().getLabels().get("berth.dev/role")))
                    .toList(),
            found -> found.size() == 1)
        .getFirst();
  }

  String node(AttemptId attempt, String role) {
    return await().until(() -> pod(attempt, role).getSpec().getNodeName(), node -> node != null);
  }

  @Override
  public void close() {
    provisioner.close();
    monitor.close();
    tenancy.close();
  }
}
