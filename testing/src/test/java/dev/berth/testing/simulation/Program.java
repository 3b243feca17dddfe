package dev.berth.testing.simulation;

import dev.berth.contracts.FailureCategory;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's program does, if it is let.
 *
 * @param end how it ends
 * @param category the failure's, where it fails
 * @param startsAfter how long it waits on its target before it runs
 * @param runsFor how long it runs
 * @param noticedAfter how long it runs before its provider says that its machine is taken away;
 *     null if it never says so. The program goes on as if nothing had been said.
 */
record Program(
    End end,
    FailureCategory category,
    Duration startsAfter,
    Duration runsFor,
    @Nullable Duration noticedAfter) {

  private static final FailureCategory[] CATEGORIES = FailureCategory.values();

  enum End {
    /** By itself, well. */
    SUCCEEDS,
    /** By itself, with an error that its target tells. */
    FAILS,
    /** Without a word: its target knows that it is gone. */
    DIES,
    /** Without a trace: its target does not list it any more. */
    VANISHES,
    /** It does not, unless it is made to. */
    RUNS_ON
  }

  Program withoutNotice() {
    return new Program(end, category, startsAfter, runsFor, null);
  }

  static Program drawn(RandomGenerator random) {
    End end =
        switch (random.nextInt(12)) {
          case 0, 1 -> End.FAILS;
          case 2, 3 -> End.DIES;
          case 4 -> End.VANISHES;
          case 5 -> End.RUNS_ON;
          default -> End.SUCCEEDS;
        };
    return new Program(
        end,
        CATEGORIES[random.nextInt(CATEGORIES.length)],
        Duration.ofMillis(random.nextInt(2_000)),
        Duration.ofMillis(random.nextInt(random.nextBoolean() ? 500 : 10_000)),
        random.nextInt(6) == 0 ? Duration.ofMillis(random.nextInt(5_000)) : null);
  }
}
