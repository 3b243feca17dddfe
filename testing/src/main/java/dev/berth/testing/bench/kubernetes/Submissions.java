package dev.berth.testing.bench.kubernetes;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.RetryBudget;
import dev.berth.targets.api.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jobs for a cluster, whose containers nobody runs or kwok plays. */
final class Submissions {

  /** More than any node has: such a Job's pod stays pending, so that it costs the least. */
  static final Resources TOO_MUCH = new Resources(50_000, 64, null);

  /** Of which a played node holds many. */
  static final Resources SMALL = new Resources(0.1, 64, null);

  private static final String TRACEPARENT =
      "00-2ce82aa23bef258e553c92c055ecc63f-7cc68305e8036bb5-01";

  private Submissions() {}

  /** A job that runs until it is ended. */
  static JobSpec spec(String id, Resources resources, Map<FailureCategory, RetryBudget> budgets) {
    return JobSpec.of(new JobId(id), "train")
        .runtime(JobRuntime.CONTAINER)
        .arguments(List.of("--epochs", "100", "--batch-size", "64"))
        .environment(Map.of("LIVE_RUN_FOR", "forever"))
        .image("train:1")
        .resources(resources)
        .team("testing")
        .budgets(budgets)
        .build();
  }

  /** First attempts at so many jobs, by that name and a number. */
  static List<Submission> of(String name, int count, Resources resources) {
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JobSpec spec = spec(name + "-" + i, resources, Map.of());
      submissions.add(new Submission(spec.id().attempt(1), spec, false, TRACEPARENT));
    }
    return submissions;
  }
}
