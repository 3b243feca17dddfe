package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends an attempt and takes its id. Ray refuses an id that it knows, so one that a job of ours
 * holds can never be started again in this life of the head; whoever comes between the deletion of
 * the attempt's record and the making of ours is found, and ended in turn.
 */
final class RayReleasing {

  private static final Duration CLEARING = Duration.ofHours(1);

  private final RayJobs jobs;
  private final RayBodies bodies;
  private final RaySettings settings;
  private final TargetId target;
  private final Clock clock;
  private final AtomicReference<Instant> clearingDue = new AtomicReference<>(Instant.EPOCH);

  RayReleasing(RayJobs jobs, RayBodies bodies, RaySettings settings, TargetId target, Clock clock) {
    this.jobs = jobs;
    this.bodies = bodies;
    this.settings = settings;
    this.target = target;
    this.clock = clock;
  }

  ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    Optional<RayRecord> found = jobs.find(attempt);
    if (found.isEmpty()) {
      return occupy(attempt);
    }
    RayRecord job = found.get();
    if (!job.isOf(target)) {
      return new ReleaseOutcome.Released("its id belongs to a job that is not this target's");
    }
    if (job.isPlaceholder()) {
      clear();
      return released();
    }
    if (!job.hasEnded()) {
      jobs.stop(attempt);
      return new ReleaseOutcome.Releasing("Ray was told to stop it; it is " + job.status());
    }
    jobs.delete(attempt);
    return occupy(attempt);
  }

  private ReleaseOutcome occupy(AttemptId attempt) throws TargetTroubleException {
    return switch (jobs.submit(bodies.placeholder(attempt))) {
      case RayJobs.Submitted.Accepted _ -> released();
      case RayJobs.Submitted.Taken _ ->
          new ReleaseOutcome.Releasing("a job of its id came back just now");
      case RayJobs.Submitted.Refused refused ->
          throw new TargetTroubleException(
              "the id of attempt %s cannot be kept: %s".formatted(attempt, refused.reason()));
    };
  }

  private static ReleaseOutcome released() {
    return new ReleaseOutcome.Released("the Ray head has no job of it, and its id is taken");
  }

  private void clear() throws TargetTroubleException {
    Instant now = clock.instant();
    Instant due = clearingDue.get();
    if (now.isBefore(due) || !clearingDue.compareAndSet(due, now.plus(CLEARING))) {
      return;
    }
    for (RayRecord job : jobs.list()) {
      Optional<AttemptId> attempt = job.attempt();
      if (attempt.isPresent()
          && job.isOf(target)
          && job.isPlaceholder()
          && job.hasEnded()
          && job.submittedAt().isBefore(now.minus(settings.names()))) {
        jobs.delete(attempt.get());
      }
    }
  }
}
