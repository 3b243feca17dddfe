package dev.berth.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When time alone changes something about a job. */
final class Timers {

  private Timers() {}

  /** The next such moment. */
  static Optional<Instant> next(JobState state, LedgerPolicy policy) {
    List<@Nullable Instant> due = new ArrayList<>();
    due.add(forgetAt(state, policy).orElse(null));
    if (state.outcome() == null) {
      due.add(state.retryAt());
      due.add(state.spec() == null || state.expired() ? null : state.spec().deadline());
    }
    for (AttemptState attempt : state.attempts().values()) {
      due.add(overrunAt(attempt, state).orElse(null));
      due.add(unexplainedAt(attempt, policy).orElse(null));
    }
    return due.stream().filter(Objects::nonNull).min(Comparator.naturalOrder());
  }

  /** When the job leaves the ledger; empty while something of it is still open. */
  static Optional<Instant> forgetAt(JobState state, LedgerPolicy policy) {
    if (!state.isClosed()) {
      return Optional.empty();
    }
    Instant last = state.outcomeAt() != null ? state.outcomeAt() : state.changedAt();
    boolean waits = state.outcome() == null && state.retryAt() != null;
    return waits ? Optional.empty() : Optional.of(last.plus(policy.retention()));
  }

  /** When an attempt has run for longer than its job allows. */
  static Optional<Instant> overrunAt(AttemptState attempt, JobState state) {
    Duration maximum = state.spec() == null ? null : state.spec().maximumDuration();
    return maximum == null || attempt.runningSince() == null || attempt.ending() != null
        ? Optional.empty()
        : Optional.of(attempt.runningSince().plus(maximum));
  }

  /** When it is given up to wait for word of how a released attempt ended. */
  static Optional<Instant> unexplainedAt(AttemptState attempt, LedgerPolicy policy) {
    return attempt.releasedAt() == null || attempt.ending() != null
        ? Optional.empty()
        : Optional.of(attempt.releasedAt().plus(policy.orphanGrace()));
  }
}
