package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pod failed, or is being taken away. */
final class FailedPod {

  private static final int LOST_SIGHT_OF = 255;

  private FailedPod() {}

  /** How, if it did; a pod that is being evicted counts, since nothing brings it back. */
  static Optional<Sight> of(Pod pod, Instant now) {
    Optional<PodCondition> disruption = condition(pod, "DisruptionTarget");
    boolean failed = "Failed".equals(pod.getStatus().getPhase());
    boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
    if (disruption.isPresent() && (failed || leaving)) {
      return Optional.of(disrupted(pod, disruption.get(), now));
    }
    return failed ? Optional.of(ended(pod, leaving, now)) : Optional.empty();
  }

  static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst();
  }

  // kubernetes.io/docs/concepts/workloads/pods/disruptions, "Pod disruption conditions"
  private static Sight disrupted(Pod pod, PodCondition disruption, Instant now) {
    String reason = String.valueOf(disruption.getReason());
    boolean evictedForWantOfSpace = "Evicted".equals(pod.getStatus().getReason());
    FailureCategory category =
        switch (reason) {
          case "PreemptionByScheduler", "EvictionByEvictionAPI" -> FailureCategory.PREEMPTED;
          case "TerminationByKubelet" ->
              evictedForWantOfSpace ? FailureCategory.INFRASTRUCTURE : FailureCategory.PREEMPTED;
          // DeletionByTaintManager: its node fell silent; DeletionByPodGC: its node is no more.
          default -> FailureCategory.INFRASTRUCTURE;
        };
    String text =
        "pod %s on node %s was taken away: %s (%s)"
            .formatted(
                pod.getMetadata().getName(),
                pod.getSpec().getNodeName(),
                disruption.getMessage(),
                reason);
    return Sight.failed(category, text, Times.or(disruption.getLastTransitionTime(), now));
  }

  private static Sight ended(Pod pod, boolean leaving, Instant now) {
    String name = pod.getMetadata().getName();
    Optional<ContainerStateTerminated> how = terminated(pod);
    if (how.isEmpty()) {
      return Sight.failed(
          FailureCategory.INFRASTRUCTURE,
          "pod %s did not run: %s %s"
              .formatted(name, pod.getStatus().getReason(), said(pod.getStatus().getMessage())),
          now);
    }
    int code = how.get().getExitCode();
    String reason = String.valueOf(how.get().getReason());
    Instant at = Times.or(how.get().getFinishedAt(), now);
    boolean killed = code == ExitCodes.SIGKILL || code == ExitCodes.SIGTERM;
    if (leaving && killed) {
      return Sight.failed(
          FailureCategory.INFRASTRUCTURE, "pod " + name + " was deleted from outside", at);
    }
    return new Sight(
        new Observation.Failed(category(code, reason), text(name, code, reason), code, "", at),
        name);
  }

  /**
   * A container's reason says more than its code: with a child over the limit the code is the main
   * process's own, and after a reboot it is made up.
   */
  private static FailureCategory category(int code, String reason) {
    return switch (reason) {
      case "OOMKilled" -> FailureCategory.APPLICATION;
      case "ContainerCannotRun", "StartError" -> FailureCategory.CONFIGURATION;
      case "Unknown", "ContainerStatusUnknown" ->
          code == LOST_SIGHT_OF ? FailureCategory.INFRASTRUCTURE : ExitCodes.category(code);
      default -> ExitCodes.category(code);
    };
  }

  private static String text(String name, int code, String reason) {
    return switch (reason) {
      case "OOMKilled" ->
          "pod %s took more memory than its job asks for (OOMKilled, exit code %d)"
              .formatted(name, code);
      case "Unknown", "ContainerStatusUnknown" ->
          "pod %s ended while its node was not looking, as after a reboot".formatted(name);
      case "Error" -> "pod %s ended with %s".formatted(name, ExitCodes.told(code));
      default -> "pod %s ended with %s (%s)".formatted(name, ExitCodes.told(code), reason);
    };
  }

  private static Optional<ContainerStateTerminated> terminated(Pod pod) {
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .flatMap(state -> Stream.ofNullable(state == null ? null : state.getTerminated()))
        .filter(terminated -> terminated.getExitCode() != 0 || oom(terminated))
        .min(Comparator.comparing(terminated -> Times.or(terminated.getFinishedAt(), Instant.MAX)));
  }

  private static boolean oom(ContainerStateTerminated terminated) {
    return "OOMKilled".equals(terminated.getReason());
  }

  private static String said(@Nullable String message) {
    return message == null ? "" : message;
  }
}
