package dev.berth.advisor;

import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.PastAttempt;
import dev.berth.targets.api.Target;
import java.util.List;
import java.util.Optional;

/**
 * Where the last attempt was lost or not taken, the next one goes only if nowhere else will have
 * it. The reason is likely to repeat, not certain to; so this is asked after the {@link Filters},
 * and not at all of a target that is the only one left.
 */
final class Repeating {

  private static final String NAME = "just-failed";

  private Repeating() {}

  static Optional<FilterReason> refusal(Need need, Target target) {
    List<PastAttempt> past = need.history().attempts();
    if (past.isEmpty() || !target.id().equals(past.getLast().target())) {
      return Optional.empty();
    }
    PastAttempt last = past.getLast();
    return switch (last.ending()) {
      case Ending.Lost lost ->
          because("attempt " + last.attempt() + " was just lost here: " + lost.evidence());
      case Ending.Failed failed when isTheTargets(failed.category()) ->
          because(
              "attempt %s just failed here (%s): %s"
                  .formatted(last.attempt(), failed.category(), failed.reason()));
      case Ending.Failed _, Ending.Succeeded _, Ending.Cancelled _ -> Optional.empty();
    };
  }

  /** A program fails anywhere, and one whose time was up goes on where its checkpoint is. */
  private static boolean isTheTargets(FailureCategory category) {
    return switch (category) {
      case PREEMPTED, INFRASTRUCTURE, CAPACITY, CONFIGURATION -> true;
      case APPLICATION, WALLTIME -> false;
    };
  }

  private static Optional<FilterReason> because(String reason) {
    return Optional.of(new FilterReason(NAME, Text.cut(reason), true));
  }
}
