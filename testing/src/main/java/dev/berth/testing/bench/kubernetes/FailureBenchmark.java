package dev.berth.testing.bench.kubernetes;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.util.List;
import java.util.Optional;

/** How soon a job whose pod has failed is decided anew. */
public final class FailureBenchmark implements Benchmark {

  private static final int FAILURES = 40;

  /** What is aimed at besides the backoff, in milliseconds. */
  private static final double AIM_MILLIS = 1_000;

  @Override
  public String name() {
    return "kubernetes-failure";
  }

  @Override
  public String measures() {
    return "pod failed → next decision (aim 1 s) ÷ the cluster's own time to delete such a Job";
  }

  @Override
  public Optional<String> missing() {
    return ApiServer.missing();
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    PodFailures.Measured measured =
        PodFailures.measure(place.scratch(), ApiServer.given(), FAILURES);
    return List.of(result(measured, "p50", 0.5), result(measured, "p99", 0.99));
  }

  private Result result(PodFailures.Measured measured, String what, double part) {
    double reference = measured.bare().quantile(part);
    return Result.of(
        name() + " " + what,
        reference,
        measured.decided().quantile(part),
        "ms",
        Aim.atMost(AIM_MILLIS / reference));
  }
}
