package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A job's ended attempts, so that a reschedule can be decided by itself.
 *
 * @param attempts by rising number; at most the {@value #MAXIMUM_KEPT} latest
 */
@RegisterForReflection
public record AttemptHistory(List<PastAttempt> attempts) {

  /** How many attempts are carried along, so that an event's size has a bound. */
  public static final int MAXIMUM_KEPT = 50;

  /** No attempt yet. */
  public static final AttemptHistory NONE = new AttemptHistory(List.of());

  /** Copies the list and keeps its latest. */
  public AttemptHistory {
    attempts =
        List.copyOf(attempts.subList(Math.max(0, attempts.size() - MAXIMUM_KEPT), attempts.size()));
  }
}
