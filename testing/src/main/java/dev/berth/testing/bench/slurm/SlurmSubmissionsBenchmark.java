package dev.berth.testing.bench.slurm;

import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Medians;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import dev.berth.testing.bench.submitting.ThroughProvisioner;
import dev.berth.testing.platform.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How many jobs a second the provisioner submits to one slurmrestd. */
public final class SlurmSubmissionsBenchmark implements Benchmark {

  private static final int A_ROUND = 400;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;

  /** What this Slurm takes best; more at once wait for each other there. */
  private static final int PARALLEL = 8;

  /** The JVM as it is in the images; it compiles what is hot with all it has. */
  private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=4", "-Xmx512m");

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
    List<Double> bare = new ArrayList<>();
    List<Double> through = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    BareSubmits submits = new BareSubmits(cluster, PARALLEL, one -> script(target, one));
    try (ThroughProvisioner provisioner =
        new ThroughProvisioner(place.scratch(), fleets, BenchCluster.TARGET, JVM)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        String number = Integer.toString(round + WARM_UP);
        double reference = perSecond(submits.make(SlurmSubmissions.of("bare" + number, A_ROUND)));
        cluster.clear();
        double measured = perSecond(provisioner.make(SlurmSubmissions.of("job" + number, A_ROUND)));
        cluster.clear();
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

  /** The batch script that the provisioner submits. */
  private static String script(Target target, Submission submission) {
    return switch (Drivers.onClassPath().provider(target).render(target, submission)) {
      case NativeForm.Rendered rendered -> rendered.documents().getFirst().content();
      case NativeForm.Unfit unfit -> throw new IllegalStateException(unfit.reason());
    };
  }

  private static double perSecond(long nanos) {
    return A_ROUND / (nanos / 1e9);
  }
}
