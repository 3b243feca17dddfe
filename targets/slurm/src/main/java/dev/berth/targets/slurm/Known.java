package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it was last seen.
 *
 * @param attempt which
 * @param job its job's id; empty if only a file of it was seen
 * @param traceparent the trace context, or null
 * @param concluded how it ended, or null if that is not known yet
 * @param last what was last seen of it, or null
 * @param missed how many looks have not found it since
 */
record Known(
    AttemptId attempt,
    String job,
    @Nullable String traceparent,
    @Nullable Observation concluded,
    @Nullable Observation last,
    int missed) {

  static Known byFile(AttemptId attempt) {
    return new Known(attempt, "", null, null, null, 0);
  }

  Known missedAgain() {
    return new Known(attempt, job, traceparent, concluded, last, missed + 1);
  }

  /** As it is told; empty if the last look did not find it, or nothing was ever seen of it. */
  Optional<NativeAttempt> seen() {
    Observation seen = concluded == null ? last : concluded;
    return seen == null || missed > 0
        ? Optional.empty()
        : Optional.of(new NativeAttempt(attempt, job, seen, traceparent));
  }
}
