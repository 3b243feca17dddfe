package dev.berth.testing.live.slurm;

import dev.berth.contracts.Constraints;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.Workers;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs for HPC systems. */
final class SlurmJobs {

  private static final Resources ONE_CPU = new Resources(1, 256, null);

  private SlurmJobs() {}

  /** Runs a shell script. */
  static JobSpec shell(String id, String script, Constraints constraints) {
    return CommandJobs.of(
        id, List.of("/bin/sh", "-c", script), ONE_CPU, Workers.ONE, null, constraints);
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
    return CommandJobs.of(
        id,
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            folder.resolve("Train.java").toString(),
            "--epochs",
            Integer.toString(epochs),
            "--epoch-millis",
            Long.toString(epoch.toMillis())),
        new Resources(1, 1024, null),
        Workers.ONE,
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
}
