package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the Workload that Kueue keeps of an attempt: Kueue would put an attempt whose place it took
 * back into its queue, while Berth can begin it again elsewhere, from its checkpoint.
 */
public final class WorkloadReading {

  private WorkloadReading() {}

  /** What it says, if it says more than that the attempt has its place. */
  public static Optional<Sight> read(GenericKubernetesResource workload, Surroundings around) {
    Optional<Map<?, ?>> evicted = condition(workload, "Evicted", "True");
    if (evicted.isPresent()) {
      return Optional.of(evicted(evicted.get(), around.now()));
    }
    if (condition(workload, "Admitted", "True").isPresent()) {
      return Optional.empty();
    }
    return condition(workload, "QuotaReserved", "False")
        .map(condition -> text(condition, "message"))
        .or(() -> condition(workload, "QuotaReserved", "True").map(_ -> consent(workload)))
        .map(message -> waiting(workload, message, around));
  }

  /**
   * What it says of an attempt that has its place, while nobody takes that up; KubeRay keeps no
   * time from which that could be counted.
   */
  public static Optional<Sight> notTakenUp(
      GenericKubernetesResource workload, Surroundings around) {
    return condition(workload, "Admitted", "True")
        .map(condition -> Times.or(text(condition, "lastTransitionTime"), around.now()))
        .filter(since -> !around.now().isBefore(since.plus(around.startWithin())))
        .map(since ->
            Sight.failed(
                FailureCategory.CAPACITY,
                "Kueue gave it its place at %s, and KubeRay has not taken it up within %s: does its operator run?"
                    .formatted(since, around.startWithin()),
                around.now()));
  }

  // kueue.sigs.k8s.io/docs/concepts/admission_check: quota is only the first of two steps.
  private static String consent(GenericKubernetesResource workload) {
    List<String> open = new ArrayList<>();
    if (workload.get("status", "admissionChecks") instanceof List<?> all) {
      for (Object one : all) {
        if (one instanceof Map<?, ?> check && !text(check, "state").equals("Ready")) {
          open.add(
              "the admission check %s is %s%s"
                  .formatted(
                      text(check, "name"),
                      text(check, "state"),
                      text(check, "message").isEmpty() ? "" : " (" + text(check, "message") + ")"));
        }
      }
    }
    return "it has its quota" + (open.isEmpty() ? "" : ", and " + String.join(", ", open));
  }

  // kueue.sigs.k8s.io/docs/concepts/workload, "Eviction"; the reasons are those of
  // apis/kueue/v1beta1/workload_types.go.
  private static Sight evicted(Map<?, ?> condition, Instant now) {
    String reason = text(condition, "reason");
    FailureCategory category =
        switch (reason) {
          case "PodsReadyTimeout", "AdmissionCheck" -> FailureCategory.CAPACITY;
          case "NodeFailures" -> FailureCategory.INFRASTRUCTURE;
          // Preempted; a queue that was stopped; an administrator who deactivated it.
          default -> FailureCategory.PREEMPTED;
        };
    return Sight.failed(
        category,
        "Kueue took its place back: %s (%s)".formatted(text(condition, "message"), reason),
        Times.or(text(condition, "lastTransitionTime"), now));
  }

  private static Sight waiting(
      GenericKubernetesResource workload, String message, Surroundings around) {
    if (message.contains("doesn't exist")) {
      return Sight.failed(
          FailureCategory.CONFIGURATION, "Kueue cannot queue it: " + message, around.now());
    }
    Instant since = Times.or(workload.getMetadata().getCreationTimestamp(), around.now());
    return around.now().isBefore(since.plus(around.queueWithin()))
        ? Sight.of(new Observation.Pending("it waits in Kueue's queue: " + message, null))
        : Sight.failed(
            FailureCategory.CAPACITY,
            "Kueue gave it no place within %s: %s".formatted(around.queueWithin(), message),
            around.now());
  }

  private static Optional<Map<?, ?>> condition(
      GenericKubernetesResource workload, String type, String status) {
    if (workload.get("status", "conditions") instanceof List<?> all) {
      for (Object one : all) {
        if (one instanceof Map<?, ?> condition
            && type.equals(condition.get("type"))
            && status.equals(condition.get("status"))) {
          return Optional.of(condition);
        }
      }
    }
    return Optional.empty();
  }

  private static String text(Map<?, ?> condition, String field) {
    return condition.get(field) instanceof String written ? written : "";
  }
}
