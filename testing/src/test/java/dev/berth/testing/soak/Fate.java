package dev.berth.testing.soak;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.RetryBudget;
import dev.berth.testing.platform.Jobs;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What becomes of a job, faults or no faults. */
enum Fate {
  /** Its program ends well. */
  SUCCEEDS,
  /** Its program fails by itself, as often as it is tried. */
  FAILS,
  /** Somebody kills its program; the next one ends well. */
  IS_KILLED,
  /** It would run for ever, and is cancelled. */
  IS_CANCELLED;

  /** Every start of a program leaves a line in the file of its attempt. */
  private static final String SCRIPT = "echo $$ >> \"marks/$BERTH_ATTEMPT\"; sleep %s; exit %d";

  /** Waits for its killer, who leaves a file of the job's name. */
  private static final String VICTIM =
      "echo $$ >> \"marks/$BERTH_ATTEMPT\"; [ -e \"killed/$BERTH_JOB\" ] || sleep 600; exit 0";

  static final int RETRIES = 1;
  private static final int FAILURE = 3;

  static Fate drawn(RandomGenerator random) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> FAILS;
      case 3, 4 -> IS_KILLED;
      case 5 -> IS_CANCELLED;
      default -> SUCCEEDS;
    };
  }

  JobSpec job(String id, RandomGenerator random) {
    String seconds = String.format(Locale.ROOT, "%.1f", random.nextDouble(3));
    String script =
        switch (this) {
          case SUCCEEDS -> SCRIPT.formatted(seconds, 0);
          case FAILS -> SCRIPT.formatted(seconds, FAILURE);
          case IS_KILLED -> VICTIM;
          case IS_CANCELLED -> SCRIPT.formatted("600", 0);
        };
    return Jobs.shell(
        id,
        script,
        Map.of(
            FailureCategory.APPLICATION,
            new RetryBudget(RETRIES, Duration.ofMillis(200), Duration.ofSeconds(1)),
            FailureCategory.INFRASTRUCTURE,
            new RetryBudget(RETRIES, Duration.ofMillis(200), Duration.ofSeconds(1)),
            FailureCategory.CAPACITY,
            new RetryBudget(1_000, Duration.ofMillis(500), Duration.ofSeconds(3))));
  }
}
