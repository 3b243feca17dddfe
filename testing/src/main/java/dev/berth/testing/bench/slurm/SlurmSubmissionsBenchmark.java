package dev.berth.testing.bench.slurm;

import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import dev.berth.testing.bench.submitting.ThroughProvisioner;
import dev.berth.testing.bench.submitting.Turns;
import dev.berth.testing.platform.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How many jobs a second the provisioner submits to one slurmrestd. */
public final class SlurmSubmissionsBenchmark implements Benchmark {

  /** What this Slurm takes best; more at once wait for each other there. */
  private static final int PARALLEL = 8;

  @Override
  public String name() {
    return "slurm-submissions";
  }

  @Override
  public String measures() {
    return "submissions a second, decision → submitted ÷ a bare loop on the same slurmrestd";
  }

  @Override
  public Optional<String> missing() {
    return BenchCluster.missing();
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    BenchCluster cluster = BenchCluster.given();
    Map<Part, Path> fleets = cluster.fleets(place.scratch(), Map.of());
    Target target =
        FleetFile.read(Objects.requireNonNull(fleets.get(Part.PROVISIONER))).targets().getFirst();
    BareSubmits submits = new BareSubmits(cluster, PARALLEL, one -> script(target, one));
    try (ThroughProvisioner provisioner =
        new ThroughProvisioner(place.scratch(), fleets, BenchCluster.TARGET, Turns.JVM)) {
      return List.of(
          Turns.taken(
              name(), SlurmSubmissions::of, submits::make, provisioner::make, cluster::clear));
    }
  }

  /** The batch script that the provisioner submits. */
  private static String script(Target target, Submission submission) {
    return switch (Drivers.onClassPath().provider(target).render(target, submission)) {
      case NativeForm.Rendered rendered -> rendered.documents().getFirst().content();
      case NativeForm.Unfit unfit -> throw new IllegalStateException(unfit.reason());
    };
  }
}
