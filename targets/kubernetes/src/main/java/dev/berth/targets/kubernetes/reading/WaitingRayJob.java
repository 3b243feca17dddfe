package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a RayJob's program has not begun, and whether there is any use in waiting. KubeRay itself
 * waits without an end.
 *
 * @param job the RayJob
 * @param cluster its RayCluster; null if there is none
 * @param pods all of its pods
 * @param since when it was taken up, or made if it was not
 */
record WaitingRayJob(
    GenericKubernetesResource job,
    @Nullable GenericKubernetesResource cluster,
    List<Pod> pods,
    Instant since,
    Surroundings around) {

  /** Reasons of events about a RayJob and about the Job of its submitter, which has its name. */
  private static final Set<String> REFUSALS =
      Set.of(
          "FailedToCreateRayCluster",
          "FailedToCreateRayJobSubmitter",
          "FailedToCreateService",
          "FailedCreate");

  /** What it waits for before its RayCluster is ready. */
  Sight forItsCluster() {
    return failed(Workers.waiting(pods, around))
        .or(this::podsRefused)
        .or(this::refused)
        .or(() -> Workers.waiting(pods, around))
        .orElseGet(this::unready);
  }

  /** What it waits for since its RayCluster is ready. */
  Sight forRay() {
    List<Pod> submitter = pods.stream().filter(WaitingRayJob::isSubmitter).toList();
    return Workers.waiting(submitter, around)
        .or(() -> submitter.isEmpty() ? refused() : Optional.empty())
        .orElseGet(() ->
            pendingOr(
                "Ray has not begun its program",
                around.startWithin(),
                FailureCategory.CAPACITY,
                submitter.isEmpty()
                    ? "no pod that submits its program was made within %s"
                    : "Ray has not begun its program within %s"));
  }

  private static Optional<Sight> failed(Optional<Sight> sight) {
    return sight.filter(seen -> seen.observation() instanceof Observation.Failed);
  }

  /** KubeRay keeps what the API server said to its last try, and takes it away when it works. */
  private Optional<Sight> podsRefused() {
    return condition("ReplicaFailure")
        .filter(condition -> String.valueOf(condition.get("reason")).startsWith("FailedCreate"))
        .filter(condition -> isMeant(changed(condition)))
        .map(condition -> refused(String.valueOf(condition.get("message"))));
  }

  private Optional<Sight> refused() {
    Instant moved = moved();
    return around
        .latest(job.getMetadata().getName(), REFUSALS)
        .filter(event -> !Surroundings.at(event).isBefore(moved))
        .filter(_ -> isMeant(moved))
        .map(Event::getMessage)
        .map(this::refused);
  }

  private boolean isMeant(Instant since) {
    return !around.now().isBefore(since.plus(JobReading.REFUSAL_IS_MEANT_AFTER));
  }

  private Sight refused(String message) {
    return Sight.failed(
        FailureCategory.CONFIGURATION, "its pods are refused: " + message, around.now());
  }

  private Sight unready() {
    if (cluster == null) {
      boolean taken = job.<Object>get("status", "startTime") instanceof String;
      return pendingOr(
          "its Ray cluster is being made",
          around.startWithin(),
          FailureCategory.CAPACITY,
          taken
              ? "KubeRay has made no RayCluster of it within %s"
              : "KubeRay has not taken it up within %s: does its operator run?");
    }
    long there = pods.stream().filter(pod -> !isSubmitter(pod)).count();
    int wanted =
        1 + (cluster.get("status", "desiredWorkerReplicas") instanceof Integer some ? some : 0);
    if (there < wanted) {
      String some = "%d of %d pods of its Ray cluster are there".formatted(there, wanted);
      return pendingOr(
          some,
          around.startWithin(),
          FailureCategory.CAPACITY,
          "the cluster has not made all pods for it within %s: " + some);
    }
    // A pod has that time to start on its node, and Ray in it as much again to be ready.
    return pendingOr(
        "its Ray cluster is being made",
        around.startWithin().multipliedBy(2),
        FailureCategory.INFRASTRUCTURE,
        "its Ray cluster is not ready %s after its pods have found their nodes");
  }

  private Sight pendingOr(
      String wait, Duration within, FailureCategory category, String complaint) {
    return around.now().isBefore(moved().plus(within))
        ? Sight.of(new Observation.Pending(wait, null))
        : Sight.failed(category, complaint.formatted(within), around.now());
  }

  /**
   * When something last went on: what came before has been got over. That a pod is ready, or not,
   * is not looked at: it changes without an end where Ray fails and is started again.
   */
  private Instant moved() {
    Stream<Instant> made =
        pods.stream().map(pod -> Times.or(pod.getMetadata().getCreationTimestamp(), since));
    Stream<Instant> placed =
        pods.stream()
            .flatMap(pod -> FailedPod.condition(pod, "PodScheduled").stream())
            .map(PodCondition::getLastTransitionTime)
            .map(time -> Times.or(time, since));
    Stream<Instant> provisioned = condition("RayClusterProvisioned").map(this::changed).stream();
    return Stream.of(made, placed, provisioned).flatMap(times -> times).reduce(since, Times::later);
  }

  /** A condition of the RayCluster that is so. */
  private Optional<Map<?, ?>> condition(String type) {
    Object conditions = cluster == null ? null : cluster.get("status", "conditions");
    if (conditions instanceof List<?> all) {
      for (Object one : all) {
        if (one instanceof Map<?, ?> condition
            && type.equals(condition.get("type"))
            && "True".equals(condition.get("status"))) {
          return Optional.of(condition);
        }
      }
    }
    return Optional.empty();
  }

  private Instant changed(Map<?, ?> condition) {
    return Times.or((String) condition.get("lastTransitionTime"), since);
  }

  static boolean isSubmitter(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels != null && Marks.SUBMITTER.equals(labels.get(Marks.ROLE));
  }
}
