package dev.berth.testing.bench.slurm;

import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.EventType;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Target;
import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import dev.berth.testing.bench.submitting.Decided;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** How often the monitor asks a Slurm, by the controller's own statistics. */
public final class SlurmQueriesBenchmark implements Benchmark {

  private static final List<Integer> LIVE = List.of(1, 1_000, 10_000);
  private static final int PARALLEL = 8;
  private static final Duration SETTLING = Duration.ofSeconds(15);
  private static final Duration LENGTH = Duration.ofSeconds(60);

  /** Far shorter than a site's administrators would bear, so that a minute has many. */
  private static final Map<String, String> HASTE = Map.of("poll-interval", "PT3S");

  @Override
  public String name() {
    return "slurm-queries";
  }

  @Override
  public String measures() {
    return "queries a minute of the monitor with 1,000 and 10,000 live jobs ÷ with one";
  }

  @Override
  public Optional<String> missing() {
    return BenchCluster.missing();
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    BenchCluster cluster = BenchCluster.given();
    Map<Part, Path> fleets = cluster.fleets(place.scratch(), HASTE);
    Target target =
        FleetFile.read(Objects.requireNonNull(fleets.get(Part.MONITOR))).targets().getFirst();
    List<Result> results = new ArrayList<>();
    try (Platform platform =
        new Platform(place.scratch(), fleets, List.of("-XX:TieredStopAtLevel=4", "-Xmx1g"))) {
      platform.start(Part.BROKER);
      platform.awaitReady(Part.BROKER);
      platform.start(Part.MONITOR);
      platform.awaitReady(Part.MONITOR);
      int live = 0;
      double alone = 0;
      for (int wanted : LIVE) {
        submit(platform, target, SlurmSubmissions.of("live" + wanted, wanted - live));
        live = wanted;
        double queries = queriesAMinute(cluster);
        if (alone == 0) {
          alone = queries;
        } else {
          results.add(
              Result.of(
                  "%s, %,d live jobs".formatted(name(), live),
                  alone,
                  queries,
                  "queries/min",
                  Aim.atMost(1.1)));
        }
      }
    } finally {
      cluster.clear();
    }
    return results;
  }

  private static double queriesAMinute(BenchCluster cluster) throws InterruptedException {
    Thread.sleep(SETTLING);
    long before = AskedOfSlurm.requests(cluster);
    long begin = System.nanoTime();
    Thread.sleep(LENGTH);
    long after = AskedOfSlurm.requests(cluster);
    return (after - before) * 60e9 / (System.nanoTime() - begin);
  }

  /** As the provisioner would, whose own questions are not counted: it has ended by then. */
  private static void submit(Platform platform, Target target, List<Submission> submissions)
      throws InterruptedException, ExecutionException {
    Semaphore gate = new Semaphore(PARALLEL);
    try (Decided decided = new Decided(platform.bootstrapServers(), target.id());
        Driver driver = Drivers.onClassPath().open(target);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      decided.place(submissions);
      List<Future<?>> made = new ArrayList<>();
      for (Submission submission : submissions) {
        made.add(
            threads.submit(() -> {
              gate.acquire();
              try {
                tell(decided, target, submission, driver.submit(submission));
              } finally {
                gate.release();
              }
              return null;
            }));
      }
      for (Future<?> one : made) {
        one.get();
      }
    }
  }

  private static void tell(
      Decided decided, Target target, Submission submission, SubmitOutcome outcome) {
    switch (outcome) {
      case SubmitOutcome.Submitted submitted ->
          decided.write(
              EventType.ATTEMPT_SUBMITTED,
              submission.traceparent(),
              new AttemptSubmitted(
                  submission.attempt(),
                  target.id(),
                  submitted.nativeId(),
                  submitted.adopted(),
                  Instant.now(),
                  null));
      case SubmitOutcome.Refused refused -> throw new IllegalStateException(refused.reason());
    }
  }
}
