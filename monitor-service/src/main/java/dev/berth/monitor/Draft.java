package dev.berth.monitor;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A job's state in the middle of one fold, with what is to be written; never seen outside. */
final class Draft {

  private static final String SOURCE = "/berth/monitor";

  final JobId id;
  final Instant now;
  final LedgerPolicy policy;
  private final Instant since;
  private final TreeMap<Integer, AttemptState> attempts;
  private final Map<FailureCategory, Integer> failures = new EnumMap<>(FailureCategory.class);
  private final List<Envelope<? extends Event>> outputs = new ArrayList<>();

  @Nullable JobSpec spec;
  Instant changedAt;
  @Nullable String cancel;
  boolean cancelledUnplaced;
  boolean expired;
  int asked;
  int settled;
  @Nullable Instant retryAt;
  @Nullable JobOutcome outcome;
  @Nullable Instant outcomeAt;
  @Nullable String traceparent;

  Draft(JobState state, Instant now, LedgerPolicy policy) {
    this.id = state.id();
    this.now = now;
    this.policy = policy;
    this.since = state.since();
    this.attempts = new TreeMap<>(state.attempts());
    this.failures.putAll(state.failures());
    this.spec = state.spec();
    this.changedAt = state.changedAt();
    this.cancel = state.cancel();
    this.cancelledUnplaced = state.cancelledUnplaced();
    this.expired = state.expired();
    this.asked = state.asked();
    this.settled = state.settled();
    this.retryAt = state.retryAt();
    this.outcome = state.outcome();
    this.outcomeAt = state.outcomeAt();
    this.traceparent = state.traceparent();
  }

  AttemptState attempt(AttemptId attempt) {
    AttemptState known = attempts.get(attempt.number());
    return known == null ? AttemptState.unknown(attempt) : known;
  }

  /** Every attempt known, by number; a copy, so that rules may change what they walk over. */
  List<AttemptState> attempts() {
    return List.copyOf(attempts.values());
  }

  void put(AttemptState attempt) {
    attempts.put(attempt.id().number(), attempt);
  }

  int failures(FailureCategory category) {
    return failures.getOrDefault(category, 0);
  }

  int countFailure(FailureCategory category) {
    return failures.merge(category, 1, Integer::sum);
  }

  boolean isUndecided() {
    return state().isUndecided();
  }

  boolean isClosed() {
    return state().isClosed();
  }

  AttemptHistory history() {
    return state().history();
  }

  /** Whether the facts are still those, whatever trace the telling belonged to. */
  boolean tellsNothingNew(JobState known) {
    String trace = traceparent;
    traceparent = known.traceparent();
    boolean same = outputs.isEmpty() && state(known.wakeAt()).equals(known);
    traceparent = trace;
    return same;
  }

  void conclude(JobOutcome how) {
    outcome = how;
    outcomeAt = now;
    retryAt = null;
  }

  /** Writes an event whose id says what it is about, so that doing it again repeats the id. */
  void write(Object about, EventType type, Event event) {
    outputs.add(new Envelope<>(EventId.derived(about, type), SOURCE, now, traceparent, event));
  }

  /** The state with its next timer, or none if its time in the ledger is over. */
  Folded folded() {
    prune();
    JobState state = state();
    boolean forgotten = Timers.forgetAt(state, policy).map(at -> !now.isBefore(at)).orElse(false);
    return new Folded(forgotten ? null : state(Timers.next(state, policy).orElse(null)), outputs);
  }

  JobState state() {
    return state(null);
  }

  private void prune() {
    while (attempts.size() > AttemptHistory.MAXIMUM_KEPT
        && attempts.firstEntry().getValue().isClosed()
        && attempts.firstKey() <= settled) {
      attempts.pollFirstEntry();
    }
  }

  private JobState state(@Nullable Instant wakeAt) {
    return new JobState(
        id,
        spec,
        since,
        changedAt,
        cancel,
        cancelledUnplaced,
        expired,
        attempts,
        asked,
        settled,
        failures,
        retryAt,
        outcome,
        outcomeAt,
        traceparent,
        wakeAt);
  }
}
