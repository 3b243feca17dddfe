package dev.berth.monitor;

import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobId;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of the four job topics into jobs. Pure: the same state, event and time give the
 * same answer. An event that tells nothing new, such as a repeat, changes nothing and writes
 * nothing; what it writes is already taken into the state that it answers.
 *
 * @param policy the ledger's times
 */
public record Ledger(LedgerPolicy policy) {

  /**
   * Takes an event in.
   *
   * @param job the event's job
   * @param before the job as it was, or null if it is not known
   * @param event an event of that job
   * @param now the time
   * @throws IllegalArgumentException if the event is not one of a job
   */
  public Folded fold(JobId job, @Nullable JobState before, Envelope<?> event, Instant now) {
    JobState known = before == null ? JobState.unknown(job, now) : before;
    Draft draft = new Draft(known, now, policy);
    if (event.traceparent() != null) {
      draft.traceparent = event.traceparent();
    }
    switch (event.event()) {
      case RequestEvent request -> Learning.request(draft, request);
      case DecisionEvent decision -> Learning.decision(draft, decision, event.time());
      case ProvisionEvent provision -> Learning.provision(draft, provision, event.id());
      case HealthEvent health -> Learning.health(draft, health, event.id());
      case TargetObserved _, ScalingRecommended _ ->
          throw new IllegalArgumentException(event.event() + " is not about a job");
    }
    if (draft.tellsNothingNew(known)) {
      return new Folded(before, List.of());
    }
    draft.changedAt = now;
    return concluded(draft);
  }

  /**
   * Lets time pass: to be called once {@link JobState#wakeAt} has come; earlier, it changes
   * nothing.
   *
   * @param before the job as it was
   * @param now the time
   */
  public Folded wake(JobState before, Instant now) {
    return before.wakeAt() == null || now.isBefore(before.wakeAt())
        ? new Folded(before, List.of())
        : concluded(new Draft(before, now, policy));
  }

  private static Folded concluded(Draft draft) {
    Consequences.draw(draft);
    return draft.folded();
  }
}
