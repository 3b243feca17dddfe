package dev.berth.testing.live;

import dev.berth.contracts.Constraints;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs that run a program as it is. */
public final class CommandJobs {

  private static final int RETRIES = 20;
  private static final int WAITS = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int RADIX = 36;
  private static final int NAMES = RADIX * RADIX * RADIX * RADIX;

  private CommandJobs() {}

  /** That may go to those targets only, or to all if none is named. */
  public static Constraints on(TargetId... targets) {
    return new Constraints(
        List.of(), List.of(), List.of(targets), List.of(), List.of(), null, false);
  }

  /** The same, and machines may be taken from it. */
  public static Constraints preemptibleOn(TargetId... targets) {
    return new Constraints(
        List.of(), List.of(), List.of(targets), List.of(), List.of(), null, true);
  }

  /**
   * A name that no job had before: a cluster outlives a test, and its accounting remembers all that
   * ever ran there.
   */
  public static String fresh(String name) {
    return name + '-' + Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), RADIX);
  }

  /**
   * A job with one retry of a program that fails by itself, and as many as it takes of everything
   * else.
   *
   * @param words the program and its arguments
   * @param checkpoints a folder that all targets have, or null for each target's own
   */
  public static JobSpec of(
      String id,
      List<String> words,
      Resources resources,
      Workers workers,
      @Nullable Path checkpoints,
      Constraints constraints) {
    return JobSpec.of(new JobId(id), words.getFirst())
        .runtime(JobRuntime.COMMAND)
        .arguments(words.subList(1, words.size()))
        .resources(resources)
        .workers(workers)
        .constraints(constraints)
        .team("testing")
        .checkpoint(checkpoints == null ? null : checkpoints.toString())
        .budgets(budgets())
        .build();
  }

  private static Map<FailureCategory, RetryBudget> budgets() {
    return Stream.of(FailureCategory.values())
        .collect(Collectors.toMap(category -> category, CommandJobs::budget));
  }

  private static RetryBudget budget(FailureCategory category) {
    return switch (category) {
      case APPLICATION -> new RetryBudget(1, SHORTEST, LONGEST);
      // Whoever waits for room does not ask all the time.
      case CAPACITY -> new RetryBudget(WAITS, SHORTEST.multipliedBy(5), LONGEST.multipliedBy(5));
      case CONFIGURATION, INFRASTRUCTURE, PREEMPTED, WALLTIME ->
          new RetryBudget(RETRIES, SHORTEST, LONGEST);
    };
  }
}
