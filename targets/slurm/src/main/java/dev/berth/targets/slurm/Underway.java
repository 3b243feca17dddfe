package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Submissions whose answer has not been heard: they may still come to be. How long they are waited
 * for is counted from the first look after it that was answered: a slurmctld that hangs has them
 * before it, and takes them when it goes on, however late that is.
 */
final class Underway {

  private final Duration settle;
  private final Duration timeout;
  private final Clock clock;
  private final Map<AttemptId, Unheard> submissions = new ConcurrentHashMap<>();

  /**
   * @param asked until when it may be asked
   * @param surely from when on it can not come any more, or null before a look was answered
   */
  private record Unheard(Instant asked, @Nullable Instant surely) {

    Unheard lookedFor(Instant now, Duration settle) {
      return surely != null
          ? this
          : new Unheard(asked, (asked.isAfter(now) ? asked : now).plus(settle));
    }
  }

  /**
   * @param settle how long one whose answer was lost may be on its way to a Slurm that answers
   * @param timeout how long one may be asked
   */
  Underway(Duration settle, Duration timeout, Clock clock) {
    this.settle = settle;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** One is being asked: if this thread dies over it, it is as if its answer were lost. */
  void begins(AttemptId attempt) {
    submissions.put(attempt, new Unheard(clock.instant().plus(timeout), null));
  }

  /** Its answer was lost. */
  void isUnsure(AttemptId attempt) {
    submissions.put(attempt, new Unheard(clock.instant(), null));
  }

  /** A look for it was not answered: what is on its way may have been held up by the same. */
  void isHeldUp(AttemptId attempt) {
    submissions.computeIfPresent(attempt, (_, one) -> new Unheard(one.asked(), null));
  }

  /** It is known what became of it. */
  void isSure(AttemptId attempt) {
    submissions.remove(attempt);
  }

  /** Whether it may come to be although a look, which was answered just now, has not found it. */
  boolean mayArrive(AttemptId attempt) {
    Instant now = clock.instant();
    Unheard unheard = submissions.computeIfPresent(attempt, (_, one) -> one.lookedFor(now, settle));
    return unheard != null && unheard.surely() != null && now.isBefore(unheard.surely());
  }
}
