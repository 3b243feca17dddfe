package dev.berth.testing.live;

import dev.berth.contracts.JobSpec;
import java.util.random.RandomGenerator;

/** What becomes of a job, faults or no faults. */
enum LiveFate {
  /** Its program ends well. */
  SUCCEEDS(1, 1),
  /** Its program fails by itself, as often as it is tried. */
  FAILS(2, 2),
  /** Somebody deletes its Job, and leaves its pod running; the next one ends well. */
  IS_DELETED(2, 2),
  /** It would run for ever, and is cancelled. */
  IS_CANCELLED(0, 1);

  final int fewestRuns;
  final int mostRuns;

  LiveFate(int fewestRuns, int mostRuns) {
    this.fewestRuns = fewestRuns;
    this.mostRuns = mostRuns;
  }

  static LiveFate drawn(RandomGenerator random) {
    return switch (random.nextInt(20)) {
      case 0, 1 -> FAILS;
      case 2 -> IS_DELETED;
      case 3 -> IS_CANCELLED;
      default -> SUCCEEDS;
    };
  }

  JobSpec job(String id, RandomGenerator random) {
    String time = 500 + random.nextInt(3_000) + "ms";
    return switch (this) {
      case SUCCEEDS -> LiveJobs.runningFor(id, time);
      case FAILS -> LiveJobs.failingAfter(id, time);
      case IS_DELETED, IS_CANCELLED -> LiveJobs.forEver(id);
    };
  }
}
