package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.ProcessMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, interrupted; {@code .ci/run} plays it to its end. */
class DemoIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder = Path.of("");

  @Test
  void leavesNothingBehindAfterCtrlCInTheMiddleOfTheTraining()
      throws IOException, InterruptedException {
    Place place = new Place(folder.resolve("demo"));
    Program demo = Program.start(folder, "demo", "--data", place.path().toString());
    await()
        .atMost(PATIENCE)
        .until(() -> !demo.process().isAlive() || demo.said().contains("digits-1 is seen running"));
    assertThat(jobs(place)).as(demo.said()).isNotEmpty();
    List<ProcessMark> parts =
        Arrays.stream(Part.values()).flatMap(part -> place.pidFile(part).read().stream()).toList();

    demo.interrupt();

    assertThat(parts).hasSize(5).noneMatch(ProcessMark::lives);
    assertThat(jobs(place)).as(demo.said()).isEmpty();
  }

  @Test
  void emptiesNoFolderOfSomebodyElse() throws IOException, InterruptedException {
    Path precious = Files.writeString(folder.resolve("thesis.tex"), "precious");

    Program demo =
        Program.run(Files.createTempDirectory("berth"), "demo", "--data", folder.toString());

    assertThat(demo.code()).isEqualTo(2);
    assertThat(demo.said()).contains("is not empty and no demo's folder");
    assertThat(precious).hasContent("precious");
  }

  /** Processes of attempts on this platform's pools, by their environment. */
  private static List<ProcessHandle> jobs(Place place) {
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process).contains("\0BERTH_POOL=" + place.path() + "/"))
        .toList();
  }

  private static String environment(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return "\0" + new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
