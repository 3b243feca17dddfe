package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Ports;
import dev.berth.local.platform.ProcessMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that somebody keeps up from a terminal. */
class ForegroundIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder = Path.of("");

  @Test
  void startsAgainWhatDiesAndLeavesNothingBehindAfterCtrlC()
      throws IOException, InterruptedException {
    Place place = new Place(folder.resolve("platform"));
    Program up = up(place, "free");
    await().atMost(PATIENCE).until(() -> up.said().contains("up in "));
    ProcessHandle advisor = place.pidFile(Part.ADVISOR).process().orElseThrow();

    advisor.destroyForcibly();

    await()
        .atMost(PATIENCE)
        .until(() ->
            place
                .pidFile(Part.ADVISOR)
                .process()
                .filter(again -> !again.equals(advisor))
                .isPresent());
    assertThat(up.said()).contains("the advisor died with exit code 137; it is started again");

    List<ProcessHandle> parts = parts(place);
    assertThat(parts).hasSize(5);
    up.interrupt();

    assertThat(parts).noneMatch(ProcessHandle::isAlive);
    assertThat(parts(place)).isEmpty();
    assertThat(place.running()).doesNotExist();
    assertThat(place.supervisor().read()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenItIsInterruptedWhileStarting()
      throws IOException, InterruptedException {
    Place place = new Place(folder.resolve("platform"));
    Program up = up(place, "free");
    await().atMost(PATIENCE).until(() -> place.pidFile(Part.BROKER).process().isPresent());
    ProcessHandle broker = place.pidFile(Part.BROKER).process().orElseThrow();

    up.interrupt();

    assertThat(broker.isAlive()).isFalse();
    assertThat(parts(place)).isEmpty();
  }

  @Test
  void namesThePortThatIsTakenAndWhoHasIt() throws IOException, InterruptedException {
    Place place = new Place(folder.resolve("platform"));
    Ports ports = Ports.free(new Random(11));
    try (ServerSocket _ = new ServerSocket(ports.monitor(), 1, InetAddress.getLoopbackAddress())) {
      Program up = up(place, Integer.toString(ports.broker())).ended();

      assertThat(up.code()).isEqualTo(1);
      assertThat(up.said())
          .contains(
              "port %d of the monitor is taken by pid %d"
                  .formatted(ports.monitor(), ProcessHandle.current().pid()))
          .contains("--ports");
      assertThat(parts(place)).isEmpty();
    }
  }

  @Test
  void doesNotMistakeAStaleMarkForAPlatform() throws InterruptedException {
    Place place = new Place(folder.resolve("platform"));
    ProcessMark ours = ProcessMark.of(ProcessHandle.current()).orElseThrow();
    place
        .pidFile(Part.BROKER)
        .write(new ProcessMark(ours.pid(), ours.startedAt().minus(Duration.ofDays(1))));

    Program down = Program.run(folder, "down", "--data", place.path().toString());

    assertThat(down.code()).isZero();
    assertThat(down.said()).contains("nothing was up");
  }

  private Program up(Place place, String ports) {
    return Program.start(folder, "up", "--data", place.path().toString(), "--ports", ports);
  }

  private static List<ProcessHandle> parts(Place place) {
    return Arrays.stream(Part.values())
        .flatMap(part -> place.pidFile(part).process().stream())
        .toList();
  }
}
