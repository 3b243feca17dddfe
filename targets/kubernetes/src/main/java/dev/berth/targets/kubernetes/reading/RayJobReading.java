package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a RayJob, the RayCluster that it has made, and their pods. */
public final class RayJobReading {

  // ray-operator/controllers/ray/rayjob_controller.go of KubeRay 1.5.1: it calls both the job's own
  // failure, and what became of the program it does not know.
  private static final List<String> LOST_SIGHT =
      List.of("The RayJob submitter finished at", "Submitter completed but Ray job not found");

  private RayJobReading() {}

  /**
   * What is seen.
   *
   * @param cluster the RayCluster itself, or null if there is none; the copy of its status within
   *     the RayJob goes stale
   * @param pods of the head, of workers and of the submitter
   */
  public static Sight read(
      GenericKubernetesResource job,
      @Nullable GenericKubernetesResource cluster,
      List<Pod> pods,
      Surroundings around) {
    Status status = new Status(job, around.now());
    return switch (status.deployment()) {
      case "Complete" -> complete(status, pods);
      case "Failed" -> failed(status, pods);
      case "ValidationFailed" -> refused(status);
      default -> notEnded(job, cluster, pods, status, around);
    };
  }

  /** What it had taken up was as Berth made it; its pods run on, and nobody looks at them. */
  private static Sight refused(Status status) {
    return status.isTakenUp()
        ? Sight.failed(
            FailureCategory.INFRASTRUCTURE,
            "somebody changed the RayJob so that KubeRay refuses it: " + status.message(),
            status.endedAt())
        : Sight.failed(
            FailureCategory.CONFIGURATION,
            "KubeRay refuses the RayJob: " + status.message(),
            status.endedAt());
  }

  private static Sight complete(Status status, List<Pod> pods) {
    return switch (status.job()) {
      case "SUCCEEDED" -> Sight.of(new Observation.Succeeded(status.endedAt()));
      case "STOPPED" ->
          Sight.failed(
              FailureCategory.INFRASTRUCTURE,
              "somebody stopped it through Ray's own interface",
              status.endedAt());
      default -> programFailed(status, pods);
    };
  }

  private static Sight failed(Status status, List<Pod> pods) {
    if (LOST_SIGHT.stream().anyMatch(status.message()::startsWith)) {
      return Sight.failed(
          FailureCategory.INFRASTRUCTURE,
          "KubeRay lost sight of the program: " + status.message(),
          status.endedAt());
    }
    return switch (status.reason()) {
      case "DeadlineExceeded" ->
          // The job's own status stays RUNNING then.
          Sight.failed(
              FailureCategory.APPLICATION,
              "it ran longer than its maximumDuration",
              status.endedAt());
      case "SubmissionFailed", "JobDeploymentStatusTransitionGracePeriodExceeded" ->
          status.job().equals("FAILED")
              ? programFailed(status, pods)
              : Sight.failed(
                  FailureCategory.INFRASTRUCTURE,
                  "KubeRay gave up: %s (%s)".formatted(status.message(), status.reason()),
                  status.endedAt());
      case "ValidationFailed" ->
          Sight.failed(FailureCategory.CONFIGURATION, status.message(), status.endedAt());
      default -> programFailed(status, pods);
    };
  }

  /** The submitter prints what the program does; where its pod is gone, Ray's message ends so. */
  private static Sight programFailed(Status status, List<Pod> pods) {
    return new Sight(
        RayFailure.of(status.message(), status.endedAt()),
        pods.stream()
            .filter(WaitingRayJob::isSubmitter)
            .map(pod -> pod.getMetadata().getName())
            .findFirst()
            .orElse(null));
  }

  private static Sight notEnded(
      GenericKubernetesResource job,
      @Nullable GenericKubernetesResource cluster,
      List<Pod> pods,
      Status status,
      Surroundings around) {
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return Sight.of(
          new Observation.Gone(
              "RayJob %s was deleted at %s"
                  .formatted(
                      job.getMetadata().getName(), job.getMetadata().getDeletionTimestamp())));
    }
    if (isResumed(job)) {
      return Suspension.resumed(Suspension.changedAt(job.getMetadata()), around);
    }
    // Until KubeRay heeds that it is suspended, it runs.
    boolean submitted = status.deployment().equals("Running");
    if (isSuspended(job) && !submitted) {
      return Suspension.held(Suspension.changedAt(job.getMetadata()), around);
    }
    WaitingRayJob waiting = new WaitingRayJob(job, cluster, pods, status.takenUpAt(), around);
    if (!submitted) {
      return waiting.forItsCluster();
    }
    // KubeRay 1.5.1 goes on saying Running, and makes no other head.
    List<Pod> head = pods.stream().filter(RayJobReading::isHead).toList();
    return Workers.firstFailure(head, around.now())
        .or(() -> headMissing(cluster, around.now()))
        .or(() -> Workers.silent(head, around))
        .orElseGet(() ->
            status.hasBegun()
                ? Sight.of(new Observation.Running(status.startedAt()))
                : waiting.forRay());
  }

  /**
   * Whether it was suspended and may go on, and KubeRay has not taken it up again: the times in its
   * status are from before then.
   */
  public static boolean isResumed(GenericKubernetesResource job) {
    String deployment = new Status(job, Instant.EPOCH).deployment();
    return !isSuspended(job)
        && (deployment.startsWith("Suspend")
            || (deployment.isEmpty() && job.<Object>get("status", "startTime") != null));
  }

  private static boolean isSuspended(GenericKubernetesResource job) {
    return Boolean.TRUE.equals(job.<Object>get("spec", "suspend"));
  }

  /** Whether pods are missing that it should have, given that it is not of just now. */
  public static boolean lacksPods(GenericKubernetesResource job, List<Pod> pods) {
    Status status = new Status(job, Instant.EPOCH);
    return switch (status.deployment()) {
      case "", "Initializing" -> pods.stream().noneMatch(RayJobReading::isPending);
      case "Running" -> !status.hasBegun() && pods.stream().noneMatch(WaitingRayJob::isSubmitter);
      default -> false;
    };
  }

  private static boolean isPending(Pod pod) {
    return "Pending".equals(pod.getStatus().getPhase());
  }

  private static Optional<Sight> headMissing(
      @Nullable GenericKubernetesResource cluster, Instant now) {
    Object conditions = cluster == null ? null : cluster.get("status", "conditions");
    if (!(conditions instanceof List<?> all)) {
      return Optional.empty();
    }
    for (Object one : all) {
      if (one instanceof Map<?, ?> condition
          && "HeadPodReady".equals(condition.get("type"))
          && "False".equals(condition.get("status"))
          && "HeadPodNotFound".equals(condition.get("reason"))) {
        return Optional.of(
            Sight.failed(
                FailureCategory.INFRASTRUCTURE,
                "the head of its Ray cluster is gone, and KubeRay makes no other",
                Times.or((String) condition.get("lastTransitionTime"), now)));
      }
    }
    return Optional.empty();
  }

  private static boolean isHead(Pod pod) {
    return pod.getMetadata().getLabels() != null
        && "head".equals(pod.getMetadata().getLabels().get("ray.io/node-type"));
  }

  /** The RayJob's status; nothing in it has to be there. */
  private record Status(GenericKubernetesResource rayJob, Instant now) {

    String deployment() {
      return text("jobDeploymentStatus");
    }

    String job() {
      return text("jobStatus");
    }

    String reason() {
      return text("reason");
    }

    String message() {
      return text("message");
    }

    boolean isTakenUp() {
      return !text("startTime").isEmpty();
    }

    boolean hasBegun() {
      return job().equals("RUNNING") || job().equals("SUCCEEDED");
    }

    Instant endedAt() {
      return Times.or(text("endTime"), now);
    }

    /** KubeRay writes it when it begins to make the RayCluster, and anew after a suspension. */
    Instant takenUpAt() {
      return Times.or(
          text("startTime"), Times.or(rayJob.getMetadata().getCreationTimestamp(), now));
    }

    Instant startedAt() {
      Object started = rayJob.get("status", "rayJobInfo", "startTime");
      return Times.or(started instanceof String written ? written : "", takenUpAt());
    }

    private String text(String field) {
      return rayJob.get("status", field) instanceof String written ? written : "";
    }
  }
}
