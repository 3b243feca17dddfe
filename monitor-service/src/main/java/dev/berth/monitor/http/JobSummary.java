package dev.berth.monitor.http;

import dev.berth.contracts.JobId;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.AttemptState;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list.
 *
 * @param id which job
 * @param phase where it stands
 * @param team who asked, or null while that is not known
 * @param attempts the number of its latest attempt; 0 if there is none
 * @param target where that one is, or null
 * @param since when it was first heard of
 * @param changedAt when something was last learnt of it
 */
@RegisterForReflection
public record JobSummary(
    JobId id,
    JobPhase phase,
    @Nullable String team,
    int attempts,
    @Nullable TargetId target,
    Instant since,
    Instant changedAt) {

  static JobSummary of(JobState job) {
    return new JobSummary(
        job.id(),
        job.phase(),
        job.spec() == null ? null : job.spec().team(),
        job.latest().map(latest -> latest.id().number()).orElse(0),
        job.latest().map(AttemptState::target).orElse(null),
        job.since(),
        job.changedAt());
  }
}
