package dev.berth.monitor.http;

import dev.berth.contracts.JobId;
import dev.berth.monitor.JobOutcome;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import dev.berth.monitor.LedgerPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list.
 *
 * @param id which job
 * @param phase where it stands
 * @param team who asked, or null while that is not known
 * @param since when it was first heard of
 * @param changedAt when something was last learnt of it
 * @param attempts its latest attempt alone, so that a list has a bound; empty if there is none
 * @param outcome how it ended, or null
 */
@RegisterForReflection
public record JobSummary(
    JobId id,
    JobPhase phase,
    @Nullable String team,
    Instant since,
    Instant changedAt,
    List<AttemptView> attempts,
    @Nullable JobOutcome outcome) {

  /** Copies the list. */
  public JobSummary {
    attempts = List.copyOf(attempts);
  }

  static JobSummary of(JobState job, Instant now, LedgerPolicy policy) {
    return new JobSummary(
        job.id(),
        job.phase(),
        job.spec() == null ? null : job.spec().team(),
        job.since(),
        job.changedAt(),
        job.latest().map(latest -> AttemptView.of(latest, job.spec(), now, policy)).stream()
            .toList(),
        job.outcome());
  }
}
