package dev.berth.testing.live.slurm;

import dev.berth.contracts.Constraints;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Workers;
import dev.berth.testing.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs for HPC systems. */
final class SlurmJobs {

  private static final Resources ONE_CPU = new Resources(1, 256, null);
  private static final int RETRIES = 20;
  private static final int RADIX = 36;
  private static final int NAMES = RADIX * RADIX * RADIX * RADIX;

  private SlurmJobs() {}

  /** That may go to those targets only, or to all if none is named. */
  static Constraints on(TargetId... targets) {
    return new Constraints(
        List.of(), List.of(), List.of(targets), List.of(), List.of(), null, false);
  }

  /** The same, and machines may be taken from it. */
  static Constraints preemptibleOn(TargetId... targets) {
    return new Constraints(
        List.of(), List.of(), List.of(targets), List.of(), List.of(), null, true);
  }

  /**
   * A name that no job had before: a cluster outlives a test, and its accounting remembers all that
   * ever ran there.
   */
  static String fresh(String name) {
    return name + '-' + Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), RADIX);
  }

  /** Runs a shell script. */
  static JobSpec shell(String id, String script, Constraints constraints) {
    return job(id, "/bin/sh", List.of("-c", script), ONE_CPU, null, constraints);
  }

  /**
   * The example that trains, as it stands in {@code examples/digits}.
   *
   * @param folder where users of the clusters can read it; see {@link #copyExample}
   * @param checkpoints a folder that all sites have, or null for each site's own
   */
  static JobSpec training(
      String id,
      Path folder,
      int epochs,
      Duration epoch,
      @Nullable Path checkpoints,
      Constraints constraints) {
    return job(
        id,
        ProcessHandle.current().info().command().orElse("java"),
        List.of(
            "-XX:TieredStopAtLevel=1",
            folder.resolve("Train.java").toString(),
            "--epochs",
            Integer.toString(epochs),
            "--epoch-millis",
            Long.toString(epoch.toMillis())),
        new Resources(1, 1024, null),
        checkpoints,
        constraints);
  }

  /** Copies the example to where everybody can read it, since the repository may be private. */
  static void copyExample(Path folder) throws IOException {
    Path example = Home.found().path().resolve("examples/digits");
    try (Stream<Path> files = Files.list(example)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private static JobSpec job(
      String id,
      String program,
      List<String> arguments,
      Resources resources,
      @Nullable Path checkpoints,
      Constraints constraints) {
    return new JobSpec(
        new JobId(id),
        JobRuntime.COMMAND,
        program,
        arguments,
        Map.of(),
        null,
        resources,
        Workers.ONE,
        false,
        null,
        List.of(),
        null,
        constraints,
        null,
        null,
        JobSpec.DEFAULT_PRIORITY,
        "testing",
        checkpoints == null ? null : checkpoints.toString(),
        budgets(),
        false);
  }

  /** One retry of a program that fails by itself, and as many as it takes of everything else. */
  private static Map<FailureCategory, RetryBudget> budgets() {
    return Stream.of(FailureCategory.values())
        .collect(
            Collectors.toMap(
                category -> category,
                category ->
                    new RetryBudget(
                        category == FailureCategory.APPLICATION ? 1 : RETRIES,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3))));
  }
}
