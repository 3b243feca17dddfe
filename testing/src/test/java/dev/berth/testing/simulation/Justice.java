package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt was rightly said to have ended so.
 *
 * @param told what was told before
 * @param taken what its target really took of it
 * @param haunted whether a call of somebody dead has released it
 * @param now the time
 */
record Justice(Told told, List<Held> taken, boolean haunted, Instant now) {

  /** What is wrong with it; empty if it is right. */
  Optional<String> unjust(AttemptEnded ended) {
    return switch (ended.ending()) {
      case Ending.Succeeded _ ->
          unless(is(Held.State.SUCCEEDED), "its program did not succeed: " + taken);
      case Ending.Failed failed ->
          unless(
              taken.stream().anyMatch(one -> failed(one, failed) || overran(one, failed))
                  || wasRefused(ended.attempt(), failed),
              "its program did not fail so: " + taken);
      case Ending.Lost _ -> unless(isLost(), "it is not lost: " + taken);
      case Ending.Cancelled _ ->
          unless(mayBeCancelled(ended.jobId()), "nobody and nothing asked for that");
    };
  }

  /** One that vanished may have been submitted again before its loss was concluded. */
  private boolean isLost() {
    boolean gone =
        is(Held.State.GONE) || (haunted && (is(Held.State.KILLED) || is(Held.State.NEVER_RAN)));
    return is(Held.State.VANISHED) || (gone && taken.stream().noneMatch(Held::isAlive));
  }

  private boolean is(Held.State state) {
    return taken.stream().anyMatch(one -> one.state() == state);
  }

  /** What vanished before anybody had told of it may be refused when it is submitted again. */
  private boolean wasRefused(AttemptId attempt, Ending.Failed failed) {
    AttemptRefused refusal = told.refused().get(attempt);
    return refusal != null
        && refusal.category() == failed.category()
        && is(Held.State.VANISHED)
        && taken.stream().noneMatch(Held::isAlive);
  }

  private static boolean failed(Held one, Ending.Failed failed) {
    return (one.state() == Held.State.FAILED && one.category() == failed.category())
        || (one.isNoticed() && failed.category() == FailureCategory.PREEMPTED);
  }

  private boolean overran(Held one, Ending.Failed failed) {
    Instant started = one.startedAt();
    return failed.category() == FailureCategory.APPLICATION
        && started != null
        && one.spec.maximumDuration() != null
        && !now.isBefore(started.plus(one.spec.maximumDuration()));
  }

  private boolean mayBeCancelled(JobId job) {
    JobSpec spec = told.spec(job);
    return told.cancels().contains(job)
        || told.outcomes().containsKey(job)
        || (spec != null && isPast(spec.deadline()));
  }

  private boolean isPast(@Nullable Instant deadline) {
    return deadline != null && !now.isBefore(deadline);
  }

  private static Optional<String> unless(boolean just, String reason) {
    return just ? Optional.empty() : Optional.of(reason);
  }
}
