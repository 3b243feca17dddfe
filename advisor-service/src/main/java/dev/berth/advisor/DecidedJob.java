package dev.berth.advisor;

import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.TargetId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the advisor remembers of a job; small, since it remembers every job of the topic's
 * retention.
 *
 * @param spec the spec of its latest attempt
 * @param decided the number of the latest attempt decided, 0 for none
 * @param placed the number of the latest attempt that got a target, 0 for none
 * @param target that target, or null for none
 * @param cancelled whether no attempt of it will be decided any more
 */
record DecidedJob(
    SpecDigest spec, int decided, int placed, @Nullable TargetId target, boolean cancelled) {

  /** What one decision says of its job; nothing, if it leaves the job as it is. */
  static Optional<DecidedJob> by(DecisionEvent event) {
    return switch (event) {
      case JobPlaced placed -> {
        int number = placed.attempt().number();
        yield Optional.of(
            new DecidedJob(SpecDigest.of(placed.spec()), number, number, placed.target(), false));
      }
      case JobUnplaceable unplaceable ->
          Optional.of(
              new DecidedJob(
                  SpecDigest.of(unplaceable.spec()),
                  unplaceable.attempt().number(),
                  0,
                  null,
                  false));
      case JobRefused refused ->
          refused.cause() == RefusalCause.CANCELLED
              ? Optional.of(new DecidedJob(SpecDigest.NONE, 0, 0, null, true))
              : Optional.empty();
    };
  }

  /**
   * Both together. Each field is a maximum over attempts, so neither order nor repetition of a
   * job's decisions makes a difference.
   */
  DecidedJob and(DecidedJob other) {
    DecidedJob latest = other.decided > decided ? other : this;
    DecidedJob lastPlaced = other.placed > placed ? other : this;
    return new DecidedJob(
        latest.spec,
        latest.decided,
        lastPlaced.placed,
        lastPlaced.target,
        cancelled || other.cancelled);
  }

  /** The latest attempt that got a target, if there is one. */
  Optional<PlacedAttempt> placedAttempt(JobId job) {
    return target == null
        ? Optional.empty()
        : Optional.of(new PlacedAttempt(job.attempt(placed), target));
  }
}
