package dev.berth.monitor;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Observation;
import java.time.Instant;

/**
 * Takes what watchers saw into a job's facts: what is no news changes nothing, absence becomes
 * proof only at a second look, and what nothing accounts for is an orphan only after its grace.
 */
final class Sighting {

  private Sighting() {}

  /** Takes an observation into the facts. */
  static void take(Draft job, AttemptObserved observed, Object cause) {
    AttemptState before = job.attempt(observed.attempt());
    if (!isNews(before, observed)) {
      return;
    }
    if (before.ending() == null) {
      AttemptState after =
          before.toObserved(
              observed.target(), judged(job, before, observed), observed.observedAt());
      job.put(before.isAccountedFor() ? after : stray(job, after, observed, cause));
    } else if (before.isClosed() && isThere(observed.observation())) {
      job.put(stray(job, before, observed, cause));
    }
  }

  /** Of two things seen at one moment the one that ends the attempt stands. */
  private static boolean isNews(AttemptState before, AttemptObserved observed) {
    Instant last = before.observedAt();
    return last == null
        || observed.observedAt().isAfter(last)
        || (observed.observedAt().equals(last)
            && Endings.isConclusive(observed.observation())
            && !Endings.isConclusive(before.observation()));
  }

  /**
   * What has ended stays ended; and a second look without the attempt, long enough after the first,
   * is proof of loss.
   */
  private static Observation judged(Draft job, AttemptState before, AttemptObserved observed) {
    Observation last = before.observation();
    if (last != null && Endings.isConclusive(last)) {
      return last;
    }
    Instant since = before.absentSince();
    return observed.observation() instanceof Observation.Absent absent
            && since != null
            && !observed.observedAt().isBefore(since.plus(job.policy.proofAfter()))
        ? new Observation.Gone(
            "%s, at %s and again at %s".formatted(absent.evidence(), since, observed.observedAt()))
        : observed.observation();
  }

  /** Seen, and nothing accounts for it: after the grace it is ended, whatever it is. */
  private static AttemptState stray(
      Draft job, AttemptState attempt, AttemptObserved observed, Object cause) {
    Instant since = attempt.straySince();
    if (since == null) {
      return attempt.toStray(observed.observedAt());
    }
    if (observed.observedAt().isBefore(since.plus(job.policy.orphanGrace()))) {
      return attempt;
    }
    AttemptState orphan =
        attempt
            .toReleased(observed.target(), observed.observedAt())
            .toEnded(
                new Ending.Cancelled("it is on its target, and nothing accounts for it"),
                observed.observedAt());
    return Consequences.endedAgain(job, orphan, cause);
  }

  private static boolean isThere(Observation observation) {
    return switch (observation) {
      case Observation.Pending _,
          Observation.Running _,
          Observation.Succeeded _,
          Observation.Failed _ ->
          true;
      case Observation.Absent _, Observation.Gone _, Observation.Unreachable _ -> false;
    };
  }
}
