package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The advisor's durable record for one attempt: every candidate, every filter's reason, every score
 * and its parts. The same inputs give the same bytes.
 *
 * @param attempt what was decided about
 * @param policy the policy's name and version, such as {@code matrix/1}
 * @param fleet the digest of the fleet and the live readings that were looked at
 * @param decidedAt the time of the request that it answers, so that a replay of the log repeats it
 * @param intent the intent whose weights were used
 * @param runtime the runtime that was asked for
 * @param chosen the winner, or null when nothing fits
 * @param candidates those that passed, best first
 * @param filtered those that did not, by target id
 */
@RegisterForReflection
public record Decision(
    AttemptId attempt,
    String policy,
    String fleet,
    Instant decidedAt,
    Intent intent,
    JobRuntime runtime,
    @Nullable TargetId chosen,
    List<Candidate> candidates,
    List<FilteredTarget> filtered) {

  /**
   * How many candidates keep all their parts, so that a record's size has a bound in a large fleet.
   */
  public static final int CANDIDATES_WITH_PARTS = 20;

  /** Copies the lists. */
  public Decision {
    candidates = List.copyOf(candidates);
    filtered = List.copyOf(filtered);
  }
}
