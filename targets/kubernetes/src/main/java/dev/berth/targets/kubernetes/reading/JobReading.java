package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Job and its pods. */
public final class JobReading {

  /** As the Job controller words it for a podFailurePolicy. */
  private static final Pattern EXIT_CODE = Pattern.compile("failed with exit code (\\d+)");

  private static final Pattern DISRUPTED =
      Pattern.compile("Pod [^/ ]+/(\\S+) has condition DisruptionTarget ");

  /** Reasons of events about a pod whose node fell silent. */
  private static final Set<String> NODE_LOST = Set.of("NodeNotReady", "TaintManagerEviction");

  /**
   * A namespace that was just made refuses pods until its ServiceAccount is there; the Job
   * controller tries again.
   */
  public static final Duration REFUSAL_IS_MEANT_AFTER = Duration.ofSeconds(10);

  private JobReading() {}

  /**
   * What is seen.
   *
   * @param pods the Job's, in any order
   */
  public static Sight read(Job job, List<Pod> pods, Surroundings around) {
    JobStatus status = job.getStatus() == null ? new JobStatus() : job.getStatus();
    Instant created = Times.or(job.getMetadata().getCreationTimestamp(), around.now());
    Optional<JobCondition> complete = condition(status, "Complete");
    if (complete.isPresent()) {
      return Sight.of(
          new Observation.Succeeded(
              Times.or(
                  status.getCompletionTime(),
                  Times.or(complete.get().getLastTransitionTime(), around.now()))));
    }
    // SuccessCriteriaMet and FailureTarget come first and are not final; the pods tell as soon.
    Optional<JobCondition> failed = condition(status, "Failed");
    Optional<Sight> failure = Workers.firstFailure(pods, around.now());
    if (failed.isPresent() && "DeadlineExceeded".equals(failed.get().getReason())) {
      return Sight.failed(
          FailureCategory.APPLICATION,
          "it ran longer than its maximumDuration",
          Times.or(failed.get().getLastTransitionTime(), around.now()));
    }
    if (failure.isPresent()) {
      return failure.get();
    }
    if (failed.isPresent()) {
      return byItsMessage(failed.get(), around);
    }
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return Sight.of(
          new Observation.Gone(
              "Job %s was deleted at %s"
                  .formatted(
                      job.getMetadata().getName(), job.getMetadata().getDeletionTimestamp())));
    }
    if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      return Suspension.held(
          condition(status, "Suspended")
              .map(condition -> Times.or(condition.getLastTransitionTime(), created)),
          around);
    }
    Instant started = Times.or(status.getStartTime(), created);
    return Workers.waiting(pods, around)
        .or(() -> Workers.silent(pods, around))
        .orElseGet(() ->
            pods.size() < workers(job)
                ? incomplete(job, pods, started, around)
                : Sight.of(new Observation.Running(Workers.startedAt(pods, created))));
  }

  private static int workers(Job job) {
    Integer wanted = job.getSpec().getParallelism();
    return wanted == null ? 1 : wanted;
  }

  /** A gang that is not whole does not work, however well some of it runs. */
  private static Sight incomplete(Job job, List<Pod> pods, Instant since, Surroundings around) {
    // What was refused before the last pod was made has been got over.
    Instant made =
        pods.stream()
            .map(pod -> Times.or(pod.getMetadata().getCreationTimestamp(), since))
            .reduce(since, Times::later);
    Optional<Event> refused =
        around
            .latest(job.getMetadata().getName(), Set.of("FailedCreate"))
            .filter(event -> !Surroundings.at(event).isBefore(made));
    if (refused.isPresent() && !around.now().isBefore(made.plus(REFUSAL_IS_MEANT_AFTER))) {
      return Sight.failed(
          FailureCategory.CONFIGURATION,
          "its pods are refused: " + refused.get().getMessage(),
          around.now());
    }
    String there = "%d of %d pods are there".formatted(pods.size(), workers(job));
    return around.now().isBefore(since.plus(around.startWithin()))
        ? Sight.of(new Observation.Pending(there, null))
        : Sight.failed(
            FailureCategory.CAPACITY,
            "the cluster has not made all pods for it within %s: %s"
                .formatted(around.startWithin(), there),
            around.now());
  }

  /** Its pods are gone already. */
  private static Sight byItsMessage(JobCondition failed, Surroundings around) {
    String message = String.valueOf(failed.getMessage());
    Instant at = Times.or(failed.getLastTransitionTime(), around.now());
    Matcher exit = EXIT_CODE.matcher(message);
    if (exit.find()) {
      return Sight.of(
          new Observation.Failed(
              FailureCategory.APPLICATION, message, Integer.valueOf(exit.group(1)), "", at));
    }
    Matcher disrupted = DISRUPTED.matcher(message);
    if (disrupted.find()) {
      // The condition's own reason went with the pod; what is not of its node is of somebody's
      // will.
      return Sight.failed(
          around.latest(disrupted.group(1), NODE_LOST).isPresent()
              ? FailureCategory.INFRASTRUCTURE
              : FailureCategory.PREEMPTED,
          "its pod was taken away, and is gone: " + message,
          at);
    }
    return Sight.failed(
        FailureCategory.INFRASTRUCTURE,
        "its pods are gone without a word: %s (%s)".formatted(message, failed.getReason()),
        at);
  }

  private static Optional<JobCondition> condition(JobStatus status, String type) {
    return status.getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst();
  }
}
