package dev.berth.testing.bench.loop;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.util.List;

/** How soon a job whose process has died is decided anew. */
public final class RescheduleBenchmark implements Benchmark {

  private static final int DEATHS = 40;

  /** What is aimed at besides the backoff, in milliseconds. */
  private static final double AIM_MILLIS = 1_000;

  @Override
  public String name() {
    return "reschedule";
  }

  @Override
  public String measures() {
    return "process death → next decision (aim 1 s) ÷ the round trips of the records in between";
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    Rescheduling.Measured measured = Rescheduling.measure(place.scratch(), DEATHS);
    return List.of(result(measured, "p50", 0.5), result(measured, "p99", 0.99));
  }

  private Result result(Rescheduling.Measured measured, String what, double part) {
    double reference = Rescheduling.HOPS * measured.roundTrips().quantile(part);
    return Result.of(
        name() + " " + what,
        reference,
        measured.deaths().quantile(part),
        "ms",
        Aim.atMost(AIM_MILLIS / reference));
  }
}
