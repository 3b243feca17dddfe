package dev.berth.testing.bench.kubernetes;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.util.List;
import java.util.Optional;

/** What memory the monitor takes for attempts that it watches on one API server. */
public final class WatchingBenchmark implements Benchmark {

  /** Each is a Job and a pod: 10,000 objects. */
  private static final int ATTEMPTS = 5_000;

  @Override
  public String name() {
    return "kubernetes-watching";
  }

  @Override
  public String measures() {
    return "the monitor's memory for 1,000 attempts of 5,000 ÷ their Jobs and pods as JSON";
  }

  @Override
  public Optional<String> missing() {
    return ApiServer.missing();
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    Watching.Measured measured = Watching.measure(place.scratch(), ApiServer.given(), ATTEMPTS);
    return List.of(
        Result.of(
            name() + " heap", measured.jsonMiB(), measured.heapMiB(), "MiB/1,000", Aim.atMost(1)),
        Result.of(
            name() + " resident",
            measured.jsonMiB(),
            measured.residentMiB(),
            "MiB/1,000",
            Aim.atMost(2)));
  }
}
