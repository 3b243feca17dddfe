package dev.berth.monitor;

import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a live attempt ends, and what its end means. */
final class Endings {

  private Endings() {}

  /** The ending that the facts call for; empty if it goes on. What its target says comes first. */
  static Optional<Ending> of(AttemptState attempt, Draft job) {
    Ending said = said(attempt.observation());
    if (said != null) {
      return Optional.of(said);
    }
    if (job.cancel != null) {
      return Optional.of(new Ending.Cancelled(job.cancel));
    }
    if (job.outcome != null) {
      return Optional.of(new Ending.Cancelled("the job has ended"));
    }
    if (job.expired) {
      return Optional.of(new Ending.Cancelled("the job's deadline has passed"));
    }
    if (attempt.id().number() <= job.settled) {
      return Optional.of(
          new Ending.Cancelled("attempt " + job.settled + " has ended, which fences this one"));
    }
    return overran(attempt, job);
  }

  private static Optional<Ending> overran(AttemptState attempt, Draft job) {
    if (job.spec == null || attempt.runningSince() == null || job.spec.maximumDuration() == null) {
      return Optional.empty();
    }
    Instant end = attempt.runningSince().plus(job.spec.maximumDuration());
    return job.now.isBefore(end)
        ? Optional.empty()
        : Optional.of(
            new Ending.Failed(
                FailureCategory.APPLICATION,
                "it ran longer than the job's maximum duration " + job.spec.maximumDuration(),
                null));
  }

  static boolean isConclusive(@Nullable Observation observation) {
    return said(observation) != null;
  }

  private static @Nullable Ending said(@Nullable Observation observation) {
    return switch (observation) {
      case null -> null;
      case Observation.Succeeded _ -> new Ending.Succeeded();
      case Observation.Failed failed ->
          new Ending.Failed(failed.category(), failed.reason(), failed.exitCode());
      case Observation.Gone gone -> new Ending.Lost(gone.evidence());
      // Its machine will be gone: what can be decided now need not wait for that (decision 0010).
      case Observation.Running(_, String notice) when notice != null ->
          new Ending.Failed(
              FailureCategory.PREEMPTED, "its machine is about to be taken away: " + notice, null);
      case Observation.Pending _,
          Observation.Running _,
          Observation.Absent _,
          Observation.Unreachable _ ->
          null;
    };
  }

  /** When it ended: as its target says, else when that was seen, else now. */
  static Instant at(AttemptState attempt, Instant now) {
    return switch (attempt.observation()) {
      case Observation.Succeeded succeeded -> succeeded.endedAt();
      case Observation.Failed failed -> failed.endedAt();
      case Observation.Gone _, Observation.Running _ ->
          attempt.observedAt() == null || !isConclusive(attempt.observation())
              ? now
              : attempt.observedAt();
      case null -> now;
      case Observation.Pending _, Observation.Absent _, Observation.Unreachable _ -> now;
    };
  }

  /**
   * Whose budget an ending takes from; empty for success. What Berth ended itself although the job
   * was to go on was its own infrastructure's fault.
   */
  static Optional<FailureCategory> category(Ending ending) {
    return switch (ending) {
      case Ending.Succeeded _ -> Optional.empty();
      case Ending.Failed failed -> Optional.of(failed.category());
      case Ending.Lost _, Ending.Cancelled _ -> Optional.of(FailureCategory.INFRASTRUCTURE);
    };
  }

  static String reason(Ending ending) {
    return switch (ending) {
      case Ending.Succeeded _ -> "it succeeded";
      case Ending.Failed failed -> failed.reason();
      case Ending.Lost lost -> lost.evidence();
      case Ending.Cancelled cancelled -> cancelled.reason();
    };
  }
}
