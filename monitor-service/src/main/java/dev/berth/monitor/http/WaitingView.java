package dev.berth.monitor.http;

import dev.berth.monitor.AttemptState;
import dev.berth.monitor.JobState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job waits for.
 *
 * @param what in one sentence
 * @param until the moment at which it is over at the latest, or null if nothing bounds it
 */
@RegisterForReflection
public record WaitingView(String what, @Nullable Instant until) {

  static Optional<WaitingView> of(JobState job) {
    int latest = job.latest().map(attempt -> attempt.id().number()).orElse(0);
    Instant deadline = job.spec() == null ? null : job.spec().deadline();
    return switch (job.phase()) {
      case UNKNOWN -> waits("word of who asked for it", null);
      case REQUESTED ->
          waits(
              "the advisor's decision about attempt %d".formatted(Math.max(job.asked(), latest)),
              deadline);
      case PLACED -> waits("%s to take attempt %d".formatted(target(job), latest), deadline);
      case PENDING -> waits("%s to start attempt %d".formatted(target(job), latest), deadline);
      case RUNNING -> waits("attempt %d to end".formatted(latest), runsUntil(job, deadline));
      case RELEASING -> waits("everything of attempt %d to be released".formatted(latest), null);
      case WAITING -> waits("the time to try again", job.retryAt());
      case SUCCEEDED, FAILED, CANCELLED, REFUSED ->
          job.isClosed()
              ? Optional.empty()
              : waits("what is left of its attempts to be released", null);
    };
  }

  private static String target(JobState job) {
    return job.latest()
        .map(AttemptState::target)
        .map(target -> "target " + target)
        .orElse("its target");
  }

  private static @Nullable Instant runsUntil(JobState job, @Nullable Instant deadline) {
    Instant since = job.latest().map(AttemptState::runningSince).orElse(null);
    if (since == null || job.spec() == null || job.spec().maximumDuration() == null) {
      return deadline;
    }
    Instant end = since.plus(job.spec().maximumDuration());
    return deadline != null && deadline.isBefore(end) ? deadline : end;
  }

  private static Optional<WaitingView> waits(String what, @Nullable Instant until) {
    return Optional.of(new WaitingView(what, until));
  }
}
