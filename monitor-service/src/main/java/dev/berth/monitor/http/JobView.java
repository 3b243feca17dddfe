package dev.berth.monitor.http;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.monitor.JobOutcome;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import dev.berth.monitor.LedgerPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A job as people see it.
 *
 * @param id which job
 * @param phase where it stands
 * @param waiting what it waits for, or null if it has ended
 * @param spec what it asks for, or null while that is not known
 * @param since when it was first heard of
 * @param changedAt when something was last learnt of it
 * @param cancel why it is to be cancelled, or null
 * @param attempts by rising number
 * @param cost what its attempts cost together, or null if the price of none is known
 * @param budgets what is left, by failure category; empty while the spec is not known
 * @param outcome how it ended, or null
 * @param outcomeAt when, or null
 * @param traceparent the trace context of what last happened, or null
 */
@RegisterForReflection
public record JobView(
    JobId id,
    JobPhase phase,
    @Nullable WaitingView waiting,
    @Nullable JobSpec spec,
    Instant since,
    Instant changedAt,
    @Nullable String cancel,
    List<AttemptView> attempts,
    @Nullable JobCostView cost,
    Map<FailureCategory, BudgetView> budgets,
    @Nullable JobOutcome outcome,
    @Nullable Instant outcomeAt,
    @Nullable String traceparent) {

  /** Copies the collections. */
  public JobView {
    attempts = List.copyOf(attempts);
    budgets = Map.copyOf(budgets);
  }

  static JobView of(JobState job, Instant now, LedgerPolicy policy) {
    return new JobView(
        job.id(),
        job.phase(),
        WaitingView.of(job).orElse(null),
        job.spec(),
        job.since(),
        job.changedAt(),
        job.cancel(),
        job.attempts().values().stream()
            .map(attempt -> AttemptView.of(attempt, job.spec(), now, policy))
            .toList(),
        JobCostView.of(job, now),
        budgets(job),
        job.outcome(),
        job.outcomeAt(),
        job.traceparent());
  }

  private static Map<FailureCategory, BudgetView> budgets(JobState job) {
    Map<FailureCategory, BudgetView> budgets = new TreeMap<>();
    if (job.spec() != null) {
      for (FailureCategory category : FailureCategory.values()) {
        int retries = job.spec().budget(category).retries();
        int failures = job.failures().getOrDefault(category, 0);
        budgets.put(category, new BudgetView(retries, failures, Math.max(0, retries - failures)));
      }
    }
    return budgets;
  }
}
