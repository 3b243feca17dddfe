package dev.berth.testing.bench.loop;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.util.ArrayList;
import java.util.List;

/** How soon a service is ready, and what memory it then has, on the JVM. */
public final class StartupBenchmark implements Benchmark {

  private static final int TIMES = 5;
  private static final double MEDIAN = 0.5;

  /** What is aimed at with the AOT cache, in milliseconds. */
  private static final double AIM_MILLIS = 600;

  /** What the manifests ask for the smallest service on the JVM. */
  private static final double REQUESTED_MIB = 320;

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public String measures() {
    return "start → ready (aim 0.6 s) ÷ a JVM with nothing to do; memory ÷ what k8s/ asks for";
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    Starting.Measured measured = Starting.measure(place.scratch(), TIMES);
    double plain = measured.plainJvm().quantile(MEDIAN);
    List<Result> results = new ArrayList<>();
    measured
        .services()
        .forEach((service, start) -> {
          results.add(
              Result.of(
                  "%s, %s".formatted(name(), service),
                  plain,
                  start.ready().quantile(MEDIAN),
                  "ms",
                  Aim.atMost(AIM_MILLIS / plain)));
          results.add(
              Result.of(
                  "%s memory, %s".formatted(name(), service),
                  REQUESTED_MIB,
                  start.residentMiB(),
                  "MiB",
                  Aim.atMost(1)));
        });
    return results;
  }
}
