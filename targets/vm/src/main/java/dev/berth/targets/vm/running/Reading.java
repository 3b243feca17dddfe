package dev.berth.targets.vm.running;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the sights of an attempt's workers say of the attempt. The first worker that failed tells
 * how a gang failed: the others may have failed because of it.
 */
public final class Reading {

  private Reading() {}

  /**
   * Reads.
   *
   * @param workers by rank, all of them
   */
  public static Observation of(Map<Integer, WorkerSight> workers) {
    List<WorkerSight.Ended> ended = of(workers, WorkerSight.Ended.class);
    Optional<WorkerSight.Ended> failed =
        ended.stream()
            .filter(one -> failed(one.exit()))
            .min(Comparator.comparing(one -> one.exit().endedAt()));
    if (failed.isPresent()) {
      return failure(failed.get());
    }
    List<WorkerSight.Gone> gone = of(workers, WorkerSight.Gone.class);
    if (!gone.isEmpty()) {
      return new Observation.Gone(gone.getFirst().evidence());
    }
    List<WorkerSight.Unreachable> unreachable = of(workers, WorkerSight.Unreachable.class);
    if (!unreachable.isEmpty()) {
      return new Observation.Unreachable(
          unreachable.getFirst().reason(), unreachable.getFirst().since());
    }
    List<WorkerSight.Running> running = of(workers, WorkerSight.Running.class);
    if (running.size() + ended.size() < workers.size()) {
      return new Observation.Pending(
          "%d of %d workers have not started"
              .formatted(workers.size() - running.size() - ended.size(), workers.size()),
          null);
    }
    return running.isEmpty()
        ? new Observation.Succeeded(
            ended.stream()
                .map(one -> one.exit().endedAt())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH))
        : new Observation.Running(
            running.stream()
                .map(WorkerSight.Running::since)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH),
            running.stream()
                .map(WorkerSight.Running::notice)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
  }

  static boolean failed(ExitRecord exit) {
    return exit.code() != 0 || exit.ending() != ExitRecord.Ending.PROGRAM;
  }

  private static Observation failure(WorkerSight.Ended ended) {
    ExitRecord exit = ended.exit();
    String how =
        exit.signal().isPresent()
            ? "was ended by signal " + exit.signal().getAsInt()
            : "ended with exit code " + exit.code();
    return switch (exit.ending()) {
      case PROGRAM -> failed(FailureCategory.APPLICATION, "the program " + how, ended);
      case DISK ->
          failed(
              FailureCategory.INFRASTRUCTURE,
              "the program %s, and its machine's disk is full".formatted(how),
              ended);
      case PREEMPTED ->
          failed(
              FailureCategory.PREEMPTED,
              "the provider takes the machine (%s); the program was told, and %s"
                  .formatted(ended.notice(), how),
              ended);
      case UNREADY ->
          withoutProgram(FailureCategory.CAPACITY, "Ray's nodes were not all there in time", ended);
      case MISSING ->
          withoutProgram(FailureCategory.CONFIGURATION, "Ray is not on the machine", ended);
      case RAY ->
          withoutProgram(FailureCategory.INFRASTRUCTURE, "a node of Ray could not go on", ended);
    };
  }

  private static Observation failed(
      FailureCategory category, String reason, WorkerSight.Ended ended) {
    return new Observation.Failed(
        category, reason, ended.exit().code(), ended.tail(), ended.exit().endedAt());
  }

  /** What ended was not the program, so that its code is none. */
  private static Observation withoutProgram(
      FailureCategory category, String reason, WorkerSight.Ended ended) {
    return new Observation.Failed(category, reason, null, ended.tail(), ended.exit().endedAt());
  }

  private static <T extends WorkerSight> List<T> of(
      Map<Integer, WorkerSight> workers, Class<T> type) {
    return workers.values().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
