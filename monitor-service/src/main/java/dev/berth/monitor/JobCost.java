package dev.berth.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts of a job cost together, in US dollars.
 *
 * @param soFar of those whose price is known
 * @param estimated the same when the attempts that are not released have run for as long as they
 *     may; null where that has no bound
 * @param whole whether that is all: no attempt is left out whose price is not known, or that the
 *     ledger has forgotten
 */
public record JobCost(double soFar, @Nullable Double estimated, boolean whole) {

  /** What they cost at that moment; null if no price of any is known. */
  public static @Nullable JobCost of(JobState job, Instant now) {
    double soFar = 0;
    double expected = 0;
    boolean bounded = true;
    boolean whole = job.attempts().isEmpty() || job.attempts().firstKey() == 1;
    boolean known = false;
    for (AttemptState attempt : job.attempts().values()) {
      Cost cost = Cost.of(attempt, job.spec(), now);
      if (cost == null) {
        whole &= !mayHaveCost(attempt);
        continue;
      }
      known = true;
      soFar += cost.soFar();
      Double most = cost.expected(attempt.isClosed());
      bounded &= most != null;
      expected += most == null ? 0 : most;
    }
    return known ? new JobCost(soFar, bounded ? expected : null, whole) : null;
  }

  private static boolean mayHaveCost(AttemptState attempt) {
    return attempt.taken() != null
        || attempt.heldSince() != null
        || attempt.isRan()
        || !attempt.isClosed();
  }
}
