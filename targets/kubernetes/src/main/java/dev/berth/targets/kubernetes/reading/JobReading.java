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
  private static final Pattern EXIT_CODE =
      Pattern.compile("for pod [^/ ]+/(\\S+) failed with exit code (\\d+)");

  /** Of programs that SIGKILL or SIGTERM has ended. */
  private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(137, 143);

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
      return byItsMessage(failed.get(), pods, around);
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

  /** Its pods are gone already, or have not been seen to end yet. */
  private static Sight byItsMessage(JobCondition failed, List<Pod> pods, Surroundings around) {
    String message = String.valueOf(failed.getMessage());
    Instant at = Times.or(failed.getLastTransitionTime(), around.now());
    Matcher exit = EXIT_CODE.matcher(message);
    if (exit.find()) {
      String pod = exit.group(1);
      int code = Integer.parseInt(exit.group(2));
      boolean gone = pods.stream().noneMatch(one -> one.getMetadata().getName().equals(pod));
      // The Job keeps a pod that failed by itself.
      return gone && ENDED_BY_SIGNAL.contains(code)
          ? Sight.of(
              new Observation.Failed(
                  FailureCategory.INFRASTRUCTURE,
                  "its pod was deleted, and is gone: " + message,
                  code,
                  "",
                  at))
          : Sight.of(new Observation.Failed(FailureCategory.APPLICATION, message, code, "", at));
    }
    Matcher disrupted = DISRUPTED.matcher(message);
    if (disrupted.find()) {
      // The condition's own reason went with the pod; what is not of its node is of somebody's
      // will.
      return around.latest(disrupted.group(1), NODE_LOST).isPresent()
          ? Sight.failed(
              FailureCategory.INFRASTRUCTURE,
              "its node fell silent, and its pod is gone: " + message,
              at)
          : Sight.failed(
              FailureCategory.PREEMPTED,
              "its pod was preempted or evicted, and is gone: " + message,
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
