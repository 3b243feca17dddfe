package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.Ending;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What holds when everything is at rest.
 *
 * @param told what stands on the topics
 * @param taken everything that a target ever took
 * @param states what the ledger says
 * @param now the time
 */
record Reckoning(
    Told told, Map<AttemptId, List<Held>> taken, Map<JobId, JobState> states, Instant now) {

  void make() {
    taken.values().forEach(all -> all.forEach(Reckoning::isOver));
    told.submitted().keySet().forEach(this::isReleasedOnce);
    Set<JobId> jobs = new TreeSet<>(states.keySet());
    told.decided().keySet().forEach(attempt -> jobs.add(attempt.job()));
    jobs.forEach(this::hasItsOutcome);
  }

  private static void isOver(Held one) {
    if (one.isAlive() || (!one.isReleased() && one.state() != Held.State.VANISHED)) {
      throw new LawBroken(one.attempt.job(), one + " is left over");
    }
  }

  private void isReleasedOnce(AttemptId attempt) {
    Set<EventId> ids = told.released().getOrDefault(attempt, Set.of());
    // What had vanished may be refused when it is submitted again, which is as final.
    boolean refused = ids.isEmpty() && told.refused().containsKey(attempt);
    if (!refused && !ids.equals(Set.of(EventId.derived(attempt, EventType.ATTEMPT_RELEASED)))) {
      throw new LawBroken(attempt.job(), attempt + " was submitted; released by " + ids);
    }
    if (told.unreleased().contains(attempt)) {
      throw new LawBroken(attempt.job(), attempt + " was submitted after its release");
    }
  }

  private void hasItsOutcome(JobId job) {
    List<HealthEvent> outcomes = told.outcomes().getOrDefault(job, List.of());
    JobSpec spec = told.spec(job);
    if (outcomes.size() > 1) {
      throw new LawBroken(job, "has more than one outcome: " + outcomes);
    }
    JobState state = states.get(job);
    if (state == null || !state.phase().ended() || !state.isClosed()) {
      throw new LawBroken(job, "is not ended in the ledger: " + state);
    }
    if (outcomes.isEmpty()) {
      if (spec != null || state.phase() != JobPhase.REFUSED) {
        throw new LawBroken(job, "has no outcome: " + state);
      }
      return;
    }
    Map<FailureCategory, Integer> failures = failures(job);
    if (!failures.equals(state.failures())) {
      throw new LawBroken(job, "failed " + failures + ", the ledger has " + state.failures());
    }
    switch (outcomes.getFirst()) {
      case JobSucceeded succeeded -> {
        agrees(job, state, JobPhase.SUCCEEDED);
        if (!(ending(succeeded.attempt()) instanceof Ending.Succeeded)) {
          throw new LawBroken(job, "succeeded, its attempt did not");
        }
        isWithinBudgets(job, spec, failures, null);
      }
      case JobFailed failed -> {
        agrees(job, state, JobPhase.FAILED);
        isRightlyGivenUp(job, spec, failures, failed);
      }
      case JobCancelled _ -> {
        agrees(job, state, JobPhase.CANCELLED);
        if (!told.cancels().contains(job) || succeeded(job)) {
          throw new LawBroken(job, "is cancelled, and should not be");
        }
        isWithinBudgets(job, spec, failures, null);
      }
      default -> throw new IllegalStateException("no outcome: " + outcomes);
    }
  }

  private static void agrees(JobId job, JobState state, JobPhase phase) {
    if (state.phase() != phase) {
      throw new LawBroken(job, "is told to be %s, the ledger has %s".formatted(phase, state));
    }
  }

  private void isRightlyGivenUp(
      JobId job, @Nullable JobSpec spec, Map<FailureCategory, Integer> failures, JobFailed failed) {
    if (spec == null || succeeded(job)) {
      throw new LawBroken(job, "is given up, and should not be");
    }
    int count = failures.getOrDefault(failed.category(), 0);
    boolean spent = count == spec.budget(failed.category()).retries() + 1;
    boolean late = spec.deadline() != null && !now.isBefore(spec.deadline());
    if (!spent && !late) {
      throw new LawBroken(job, "is given up too soon: " + failures + ", " + spec.budgets());
    }
    isWithinBudgets(job, spec, failures, spent ? failed.category() : null);
  }

  private static void isWithinBudgets(
      JobId job,
      @Nullable JobSpec spec,
      Map<FailureCategory, Integer> failures,
      @Nullable FailureCategory spent) {
    failures.forEach((category, count) -> {
      int allowed = spec == null ? 0 : spec.budget(category).retries();
      // A last failure may come with a cancel or a deadline, and is one more then.
      if (category != spent && count > allowed + 1) {
        throw new LawBroken(job, "was tried too often: " + failures);
      }
    });
  }

  private boolean succeeded(JobId job) {
    return told.ended().values().stream()
        .anyMatch(ended -> ended.jobId().equals(job) && ended.ending() instanceof Ending.Succeeded);
  }

  /** What the job's attempts took from its budgets. */
  private Map<FailureCategory, Integer> failures(JobId job) {
    Map<FailureCategory, Integer> failures = new EnumMap<>(FailureCategory.class);
    for (AttemptId attempt : told.decided().keySet()) {
      if (attempt.job().equals(job)) {
        switch (ending(attempt)) {
          case Ending.Succeeded _ -> {
            // Takes from none.
          }
          case Ending.Failed failed -> failures.merge(failed.category(), 1, Integer::sum);
          case Ending.Lost _, Ending.Cancelled _ ->
              failures.merge(FailureCategory.INFRASTRUCTURE, 1, Integer::sum);
        }
      }
    }
    return failures;
  }

  private Ending ending(AttemptId attempt) {
    AttemptEnded ended = told.ended().get(attempt);
    if (ended != null) {
      return ended.ending();
    }
    AttemptRefused refused = told.refused().get(attempt);
    if (refused != null) {
      return new Ending.Failed(refused.category(), refused.reason(), null);
    }
    return switch (told.decided().get(attempt)) {
      case JobUnplaceable unplaceable ->
          new Ending.Failed(
              unplaceable.mayFitLater() ? FailureCategory.CAPACITY : FailureCategory.CONFIGURATION,
              "nothing fits",
              null);
      case JobPlaced placed ->
          throw new LawBroken(attempt.job(), placed.attempt() + " never ended");
      case null, default -> throw new LawBroken(attempt.job(), attempt + " was never decided");
    };
  }
}
