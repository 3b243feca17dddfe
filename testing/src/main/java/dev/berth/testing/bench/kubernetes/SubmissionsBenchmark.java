package dev.berth.testing.bench.kubernetes;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Medians;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many submissions a second the provisioner makes on one API server. */
public final class SubmissionsBenchmark implements Benchmark {

  private static final int A_ROUND = 400;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;

  /** What {@code berth.provisioner.calls-per-target} is if nobody says otherwise. */
  private static final int PARALLEL = 64;

  /** The JVM as it is in the images; it compiles what is hot with all it has. */
  private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=4", "-Xmx512m");

  @Override
  public String name() {
    return "kubernetes-submissions";
  }

  @Override
  public String measures() {
    return "submissions a second, decision → submitted ÷ a bare loop of creates";
  }

  @Override
  public Optional<String> missing() {
    return ApiServer.missing();
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> through = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (Ground ground = new Ground(ApiServer.given());
        ThroughProvisioner provisioner = new ThroughProvisioner(place.scratch(), ground, JVM)) {
      BareCreates creates = new BareCreates(ground, PARALLEL);
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double reference =
            perSecond(
                creates.make(
                    Submissions.of("bare" + (round + WARM_UP), A_ROUND, Submissions.TOO_MUCH)));
        ground.clear();
        double measured =
            perSecond(
                provisioner.make(
                    Submissions.of("job" + (round + WARM_UP), A_ROUND, Submissions.TOO_MUCH)));
        ground.clear();
        if (round >= 0) {
          bare.add(reference);
          through.add(measured);
          ratios.add(measured / reference);
        }
      }
    }
    return List.of(
        new Result(
            name(),
            Medians.of(bare),
            Medians.of(through),
            "submissions/s",
            Medians.of(ratios),
            Aim.atLeast(0.9)));
  }

  private static double perSecond(long nanos) {
    return A_ROUND / (nanos / 1e9);
  }
}
