package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Constraints;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A job and what its programs do. Which is settled beforehand, so that it does not depend on what
 * happens first.
 *
 * @param spec what is asked for
 * @param fate settles what each attempt's program does
 */
record Job(JobSpec spec, long fate) {

  static Job drawn(JobId id, List<TargetId> targets, Instant start, RandomGenerator random) {
    Map<FailureCategory, RetryBudget> budgets = new EnumMap<>(FailureCategory.class);
    for (FailureCategory category : FailureCategory.values()) {
      budgets.put(
          category,
          new RetryBudget(
              random.nextInt(4),
              Duration.ofMillis(random.nextInt(2_000)),
              Duration.ofMillis(2_000 + random.nextInt(5_000))));
    }
    return new Job(
        JobSpec.of(id, "train")
            .runtime(JobRuntime.COMMAND)
            .constraints(constraints(targets, random))
            .maximumDuration(
                random.nextInt(4) == 0 ? Duration.ofMillis(1_000 + random.nextInt(9_000)) : null)
            .deadline(random.nextInt(5) == 0 ? start.plusSeconds(1 + random.nextInt(60)) : null)
            .budgets(budgets)
            .overlap(random.nextInt(6) == 0)
            .build(),
        random.nextLong());
  }

  private static Constraints constraints(List<TargetId> targets, RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0 ->
          new Constraints(
              List.of("nowhere"), List.of(), List.of(), List.of(), List.of(), null, false);
      case 1 ->
          new Constraints(
              List.of(),
              List.of(),
              List.of(targets.get(random.nextInt(targets.size()))),
              List.of(),
              List.of(),
              null,
              false);
      default -> Constraints.NONE;
    };
  }

  /** The same job with something that the schema's rules refuse. */
  JobSpec spoilt() {
    return with(spec.priority(), new Workers(3, 2));
  }

  /** Another job under the same name. */
  JobSpec conflicting() {
    return with(spec.priority() + 1, spec.workers());
  }

  private JobSpec with(int priority, Workers workers) {
    return spec.toBuilder().priority(priority).workers(workers).build();
  }

  Program program(AttemptId attempt) {
    return Program.drawn(new SplittableRandom(fate + attempt.number()));
  }
}
