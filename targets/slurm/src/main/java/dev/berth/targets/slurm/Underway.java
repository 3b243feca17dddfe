package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Submissions whose answer has not been heard: they may still come to be. */
final class Underway {

  private final Duration settle;
  private final Duration timeout;
  private final Clock clock;
  private final Map<AttemptId, Instant> surely = new ConcurrentHashMap<>();

  /**
   * @param settle how long one whose answer was lost may be on its way
   * @param timeout how long one may be asked
   */
  Underway(Duration settle, Duration timeout, Clock clock) {
    this.settle = settle;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** One is being asked: if this thread dies over it, it is as if its answer were lost. */
  void begins(AttemptId attempt) {
    surely.put(attempt, clock.instant().plus(timeout).plus(settle));
  }

  /** Its answer was lost. */
  void isUnsure(AttemptId attempt) {
    surely.put(attempt, clock.instant().plus(settle));
  }

  /** It is known what became of it. */
  void isSure(AttemptId attempt) {
    surely.remove(attempt);
  }

  /** Whether it may come to be although nobody lists it. */
  boolean mayArrive(AttemptId attempt) {
    Instant until = surely.get(attempt);
    return until != null && clock.instant().isBefore(until);
  }
}
