package dev.berth.testing.bench.slurm;

import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.Submission;
import java.util.List;
import java.util.stream.IntStream;

/** First attempts at jobs that never start. */
final class SlurmSubmissions {

  private static final String TRACEPARENT =
      "00-2ce82aa23bef258e553c92c055ecc63f-7cc68305e8036bb5-01";

  private SlurmSubmissions() {}

  /** So many, by that name and a number. */
  static List<Submission> of(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> spec(name + "-" + i))
        .map(spec -> new Submission(spec.id().attempt(1), spec, false, TRACEPARENT, true))
        .toList();
  }

  private static JobSpec spec(String id) {
    return JobSpec.of(new JobId(id), "train")
        .runtime(JobRuntime.COMMAND)
        .arguments(List.of("--epochs", "100", "--batch-size", "64"))
        .resources(new Resources(1, 64, null))
        .team("testing")
        .build();
  }
}
