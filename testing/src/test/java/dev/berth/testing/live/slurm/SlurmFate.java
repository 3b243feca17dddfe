package dev.berth.testing.live.slurm;

import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What becomes of a job, faults or no faults. */
enum SlurmFate {
  /** Its program ends well. */
  SUCCEEDS(1, 1),
  /** Its program fails by itself, as often as it is tried. */
  FAILS(2, 2),
  /**
   * An administrator ends it; the next attempt ends well. What was ended in the second in which it
   * began does not count as a run.
   */
  IS_ENDED(1, 2),
  /** It would run for ever, and is cancelled. */
  IS_CANCELLED(0, 1);

  final int fewestRuns;
  final int mostRuns;

  SlurmFate(int fewestRuns, int mostRuns) {
    this.fewestRuns = fewestRuns;
    this.mostRuns = mostRuns;
  }

  static SlurmFate drawn(RandomGenerator random) {
    return switch (random.nextInt(20)) {
      case 0, 1 -> FAILS;
      case 2 -> IS_ENDED;
      case 3 -> IS_CANCELLED;
      default -> SUCCEEDS;
    };
  }

  /**
   * A job of this fate.
   *
   * @param marks where a file of its name says that it was ended once
   */
  JobSpec job(String id, Path marks, RandomGenerator random) {
    String seconds = String.format(Locale.ROOT, "%.1f", random.nextDouble(3));
    String script =
        switch (this) {
          case SUCCEEDS -> "sleep " + seconds;
          case FAILS -> "sleep %s; exit 3".formatted(seconds);
          case IS_ENDED -> "[ -e %s/$BERTH_JOB ] || sleep 600".formatted(marks);
          case IS_CANCELLED -> "sleep 600";
        };
    return SlurmJobs.shell(id, script, CommandJobs.on());
  }

  /** What the job comes to. */
  Class<? extends HealthEvent> outcome() {
    return switch (this) {
      case SUCCEEDS, IS_ENDED -> JobSucceeded.class;
      case FAILS -> JobFailed.class;
      case IS_CANCELLED -> JobCancelled.class;
    };
  }
}
