package dev.berth.testing.bench.kubernetes;

import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import dev.berth.testing.bench.submitting.ThroughProvisioner;
import dev.berth.testing.bench.submitting.Turns;
import java.util.List;
import java.util.Optional;

/** How many submissions a second the provisioner makes on one API server. */
public final class SubmissionsBenchmark implements Benchmark {

  /** What {@code berth.provisioner.calls-per-target} is if nobody says otherwise. */
  private static final int PARALLEL = 64;

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
    try (Ground ground = new Ground(ApiServer.given());
        ThroughProvisioner provisioner =
            new ThroughProvisioner(
                place.scratch(), ground.fleets(place.scratch()), ground.target().id(), Turns.JVM)) {
      return List.of(
          Turns.taken(
              name(),
              (prefix, count) -> Submissions.of(prefix, count, Submissions.TOO_MUCH),
              new BareCreates(ground, PARALLEL)::make,
              provisioner::make,
              ground::clear));
    }
  }
}
