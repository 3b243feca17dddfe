package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.platform.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo over the project's clusters, which {@code testing/live/kubernetes} has built. */
class ClusterDemoE2E {

  @TempDir private Path folder = Path.of("");

  @Test
  void goesOnOnTheOtherClusterAndLeavesNothingBehind() throws Exception {
    Place place = new Place(folder.resolve("demo"));

    Program demo = Program.run(folder, "demo", "--kubernetes", "--data", place.path().toString());

    assertThat(demo.code()).as(demo.said()).isZero();
    assertThat(demo.said())
        .contains("✓ nothing else is started while it might still run there")
        .contains("✓ job.succeeded, after two attempts, both released")
        .contains("✓ no process is left");
    assertThat(place.path().resolve("clusters")).isEmptyDirectory();
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(place.path().toString())))
        .isEmpty();
  }
}
