package dev.berth.monitor;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Intent;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a ledger the story of one job, event by event, with time moved by hand. Every state passes
 * through its JSON, as it does through the store.
 */
final class LedgerStory {

  static final LedgerPolicy POLICY =
      new LedgerPolicy(
          Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(7));
  static final JobId JOB = new JobId("digits");
  static final TargetId HERE = new TargetId("pool-a");
  static final TargetId THERE = new TargetId("pool-b");
  static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

  private final Ledger ledger = new Ledger(POLICY);
  private final List<Event> written = new ArrayList<>();
  private final List<Envelope<? extends Event>> envelopes = new ArrayList<>();
  private Instant now = START;
  private @Nullable JobState state;
  private int told;

  static JobSpec spec() {
    return spec(Map.of(), false, null, null);
  }

  static JobSpec spec(
      Map<FailureCategory, RetryBudget> budgets,
      boolean overlap,
      @Nullable Duration maximumDuration,
      @Nullable Instant deadline) {
    return JobSpec.of(JOB, "train")
        .runtime(JobRuntime.COMMAND)
        .maximumDuration(maximumDuration)
        .deadline(deadline)
        .budgets(budgets)
        .overlap(overlap)
        .build();
  }

  static AttemptId attempt(int number) {
    return JOB.attempt(number);
  }

  LedgerStory after(Duration passed) {
    now = now.plus(passed);
    if (state != null) {
      taken(ledger.wake(state, now));
    }
    return this;
  }

  LedgerStory requested(JobSpec spec) {
    return told(new JobRequested(spec));
  }

  LedgerStory cancelRequested() {
    return told(new JobCancelRequested(JOB, "no longer needed"));
  }

  LedgerStory placed(int number, TargetId target, JobSpec spec) {
    return told(
        new JobPlaced(attempt(number), target, null, number > 1, spec, decision(number, target)));
  }

  /** The same where the decision reckoned with a price. */
  LedgerStory placed(int number, DeploymentModel model, double pricePerHour, JobSpec spec) {
    Candidate chosen = new Candidate(HERE, model, "test", 1, pricePerHour, List.of());
    return told(
        new JobPlaced(
            attempt(number), HERE, null, number > 1, spec, decision(number, HERE, chosen)));
  }

  LedgerStory unplaceable(int number, JobSpec spec, boolean mayFitLater) {
    return told(new JobUnplaceable(attempt(number), spec, decision(number, null), mayFitLater));
  }

  LedgerStory submitted(int number, TargetId target) {
    return told(new AttemptSubmitted(attempt(number), target, "pid-" + number, false, now, null));
  }

  LedgerStory refused(int number, TargetId target, FailureCategory category) {
    return told(new AttemptRefused(attempt(number), target, category, "no", now, null));
  }

  LedgerStory released(int number, TargetId target) {
    return told(new AttemptReleased(attempt(number), target, "no process is left", now));
  }

  LedgerStory observed(int number, TargetId target, Observation observation) {
    return told(new AttemptObserved(attempt(number), target, "pid-" + number, observation, now));
  }

  LedgerStory running(int number, TargetId target) {
    return observed(number, target, new Observation.Running(now));
  }

  LedgerStory failed(int number, TargetId target, FailureCategory category) {
    return observed(number, target, new Observation.Failed(category, "it broke", 3, "", now));
  }

  LedgerStory told(Event event) {
    return told(new Envelope<>(new EventId("told-" + told++), "/test", now, null, event));
  }

  LedgerStory told(Envelope<?> envelope) {
    envelopes.add(envelope);
    taken(ledger.fold(JOB, state, envelope, now));
    return this;
  }

  /** The last event again, as Kafka may deliver it. */
  LedgerStory again() {
    return told(envelopes.getLast());
  }

  JobState state() {
    if (state == null) {
      throw new AssertionError("the job is forgotten");
    }
    return state;
  }

  boolean isForgotten() {
    return state == null;
  }

  Instant now() {
    return now;
  }

  Health health(int number) {
    return state().attempt(attempt(number)).health(now, POLICY);
  }

  /** What was written since this was last asked. */
  List<Event> written() {
    List<Event> since = List.copyOf(written);
    written.clear();
    return since;
  }

  /** What was written since, but for the ends of attempts. */
  List<Event> conclusions() {
    return written().stream().filter(event -> !(event instanceof AttemptEnded)).toList();
  }

  private void taken(Folded folded) {
    state = folded.state() == null ? null : throughJson(folded.state());
    folded.outputs().forEach(output -> written.add(output.event()));
  }

  private static JobState throughJson(JobState state) {
    try {
      return Json.mapper().readValue(Json.mapper().writeValueAsBytes(state), JobState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Decision decision(int number, @Nullable TargetId target, Candidate... candidates) {
    return new Decision(
        attempt(number),
        "matrix/1",
        "fleet",
        now,
        Intent.PRODUCTION,
        JobRuntime.COMMAND,
        target,
        List.of(candidates),
        List.of());
  }

  static AttemptHistory none() {
    return AttemptHistory.NONE;
  }
}
