package dev.berth.testing.platform;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.RetryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Jobs that fit into a {@link Pool}'s slots. */
public final class Jobs {

  private static final Resources SLOT = new Resources(0.1, 64, null);

  private Jobs() {}

  /**
   * A job that runs a shell script.
   *
   * @param script what {@code /bin/sh -c} is given
   * @param budgets where the defaults will not do
   */
  public static JobSpec shell(String id, String script, Map<FailureCategory, RetryBudget> budgets) {
    return JobSpec.of(new JobId(id), "/bin/sh")
        .runtime(JobRuntime.COMMAND)
        .arguments(List.of("-c", script))
        .resources(SLOT)
        .team("testing")
        .budgets(budgets)
        .build();
  }

  /** So many retries in that category, without a wait before them. */
  public static Map<FailureCategory, RetryBudget> retries(FailureCategory category, int retries) {
    return Map.of(category, new RetryBudget(retries, Duration.ZERO, Duration.ZERO));
  }
}
