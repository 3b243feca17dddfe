package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.reading.RayFailure;
import java.time.Duration;
import java.time.Instant;

/** From Ray's record of a job to an observation. Pure: time comes in as an argument. */
final class RayReading {

  private RayReading() {}

  static Observation read(RayRecord job, Duration startWithin, Instant now) {
    Instant ended = job.endedAt() == null ? now : job.endedAt();
    return switch (job.status()) {
      case "SUCCEEDED" -> new Observation.Succeeded(ended);
      case "FAILED" -> RayFailure.of(job.message(), ended);
      case "STOPPED" ->
          failed(
              FailureCategory.INFRASTRUCTURE,
              "somebody stopped it through Ray's own interface",
              ended);
      case "RUNNING" -> running(job, now);
      // PENDING, and what a later Ray may call it.
      default ->
          now.isBefore(job.submittedAt().plus(startWithin))
              ? new Observation.Pending(job.message(), null)
              : failed(
                  FailureCategory.CAPACITY,
                  "Ray did not start it within %s: %s".formatted(startWithin, job.message()),
                  now);
    };
  }

  private static Observation running(RayRecord job, Instant now) {
    String maximum = job.mark(RayBodies.MAXIMUM_SECONDS);
    if (maximum != null) {
      Instant end = job.submittedAt().plusSeconds(Long.parseLong(maximum));
      if (!now.isBefore(end)) {
        return failed(FailureCategory.APPLICATION, "it ran longer than its maximumDuration", end);
      }
    }
    return new Observation.Running(job.submittedAt());
  }

  private static Observation failed(FailureCategory category, String reason, Instant at) {
    return new Observation.Failed(category, reason, null, "", at);
  }
}
