package dev.berth.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void endsPartsThatAreThereAndForgetsThem() throws IOException, InterruptedException {
    Place place = new Place(folder);
    Process process = sleep();
    place.pidFile(Part.ADVISOR).write(ProcessMark.of(process.toHandle()).orElseThrow());

    assertThat(new Stopping(place, _ -> {}).parts()).isEqualTo(1);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(place.pidFile(Part.ADVISOR).read()).isEmpty();
    assertThat(new Stopping(place, _ -> {}).parts()).isZero();
  }

  @Test
  void neverTouchesAnotherProcessUnderTheSamePid() throws IOException, InterruptedException {
    Place place = new Place(folder);
    Process bystander = sleep();
    ProcessMark mark = ProcessMark.of(bystander.toHandle()).orElseThrow();
    place
        .pidFile(Part.BROKER)
        .write(new ProcessMark(mark.pid(), mark.startedAt().minus(Duration.ofHours(1))));

    assertThat(new Stopping(place, _ -> {}).parts()).isZero();
    assertThat(bystander.isAlive()).isTrue();

    bystander.destroyForcibly().waitFor();
  }

  private static Process sleep() throws IOException {
    return new ProcessBuilder("sleep", "120").start();
  }
}
