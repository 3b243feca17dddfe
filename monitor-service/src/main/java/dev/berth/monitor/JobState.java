package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.PastAttempt;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one job, and what was concluded from it. Only {@link Ledger} moves it.
 *
 * @param id which job
 * @param spec what it asks for, or null while nothing has said so
 * @param since when it was first heard of
 * @param changedAt when something was last learnt of it
 * @param cancel why it is to be cancelled, or null if nobody asked that
 * @param cancelledUnplaced whether the advisor confirmed that it will never be placed
 * @param expired whether its deadline has passed before it ended
 * @param attempts what is known of its attempts, by number; at most the {@value
 *     AttemptHistory#MAXIMUM_KEPT} latest of those that are closed
 * @param asked the highest attempt that was asked for
 * @param settled the highest attempt from whose end everything has been concluded
 * @param failures how many attempts failed, by category; a loss counts as infrastructure
 * @param retryAt when the next attempt is asked for, or null if none is due
 * @param outcome how it ended, or null
 * @param outcomeAt when, or null
 * @param traceparent the trace context of what last happened, or null
 * @param wakeAt when time alone changes something, or null
 */
@RegisterForReflection
public record JobState(
    JobId id,
    @Nullable JobSpec spec,
    Instant since,
    Instant changedAt,
    @Nullable String cancel,
    boolean cancelledUnplaced,
    boolean expired,
    SortedMap<Integer, AttemptState> attempts,
    int asked,
    int settled,
    Map<FailureCategory, Integer> failures,
    @Nullable Instant retryAt,
    @Nullable JobOutcome outcome,
    @Nullable Instant outcomeAt,
    @Nullable String traceparent,
    @Nullable Instant wakeAt) {

  /** Copies the maps; a missing one is empty. */
  @SuppressWarnings("NullAway") // absent in JSON arrives as null
  public JobState {
    attempts =
        Collections.unmodifiableSortedMap(
            attempts == null ? new TreeMap<>() : new TreeMap<>(attempts));
    failures = failures == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(failures));
  }

  static JobState unknown(JobId id, Instant now) {
    return new JobState(
        id,
        null,
        now,
        now,
        null,
        false,
        false,
        new TreeMap<>(),
        0,
        0,
        Map.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** What is known of that attempt; an empty state if nothing is. */
  AttemptState attempt(AttemptId attempt) {
    AttemptState known = attempts.get(attempt.number());
    return known == null ? AttemptState.unknown(attempt) : known;
  }

  /** The attempt with the highest number, if there is one. */
  public Optional<AttemptState> latest() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.lastEntry().getValue());
  }

  /** Whether a decision has been asked for that is not known yet. */
  @JsonIgnore
  public boolean isUndecided() {
    int decided =
        attempts.values().stream()
            .filter(a -> a.isAccountedFor() || a.ending() != null)
            .mapToInt(a -> a.id().number())
            .max()
            .orElse(0);
    return !cancelledUnplaced && Math.max(asked, settled) > decided;
  }

  /** Whether nothing of any attempt is left anywhere. */
  @JsonIgnore
  public boolean isClosed() {
    return attempts.values().stream().noneMatch(AttemptState::isOpen);
  }

  /** Where it stands. */
  @JsonIgnore
  public JobPhase phase() {
    return switch (outcome) {
      case JobOutcome.Succeeded _ -> JobPhase.SUCCEEDED;
      case JobOutcome.Failed _ -> JobPhase.FAILED;
      case JobOutcome.Cancelled _ -> JobPhase.CANCELLED;
      case JobOutcome.Refused _ -> JobPhase.REFUSED;
      case null -> livePhase();
    };
  }

  private JobPhase livePhase() {
    AttemptState last = latest().orElse(null);
    if (retryAt != null) {
      return JobPhase.WAITING;
    }
    if (isUndecided()) {
      return JobPhase.REQUESTED;
    }
    if (last == null || !last.isAccountedFor()) {
      return JobPhase.UNKNOWN;
    }
    if (last.ending() != null) {
      return JobPhase.RELEASING;
    }
    if (last.runningSince() != null) {
      return JobPhase.RUNNING;
    }
    return last.submittedAt() != null ? JobPhase.PENDING : JobPhase.PLACED;
  }

  /** Its ended attempts, as later decisions need them. */
  public AttemptHistory history() {
    List<PastAttempt> past =
        attempts.values().stream().map(AttemptState::past).flatMap(Optional::stream).toList();
    return new AttemptHistory(past);
  }
}
