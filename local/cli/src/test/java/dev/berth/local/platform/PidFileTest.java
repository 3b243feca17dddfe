package dev.berth.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  private static final ProcessMark OURS = ProcessMark.of(ProcessHandle.current()).orElseThrow();

  @TempDir private Path folder = Path.of("");
  private PidFile file = new PidFile(folder);

  @BeforeEach
  void place() {
    file = new PidFile(folder.resolve("run/advisor.pid"));
  }

  @Test
  void givesBackTheMarkThatItKeeps() {
    file.write(OURS);

    assertThat(file.read())
        .hasValueSatisfying(mark -> assertThat(mark.pid()).isEqualTo(OURS.pid()));
    assertThat(file.process()).contains(ProcessHandle.current());
  }

  @Test
  void knowsNoProcessWithoutAFile() {
    assertThat(file.read()).isEmpty();
    assertThat(file.process()).isEmpty();
  }

  @Test
  void takesAnotherProcessUnderTheSamePidForStale() {
    file.write(new ProcessMark(OURS.pid(), OURS.startedAt().minus(Duration.ofMinutes(1))));

    assertThat(file.process()).isEmpty();
  }

  @Test
  void takesAProcessThatHasEndedForStale() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    file.write(ProcessMark.of(process.toHandle()).orElseThrow());
    assertThat(file.process()).contains(process.toHandle());

    process.destroyForcibly();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(file.process()).isEmpty();
  }

  @Test
  void readsNothingFromWhatIsNoMark() throws IOException {
    Files.createDirectories(file.path().getParent());
    for (String text : new String[] {"", "4711", "one two", "1 2 3"}) {
      Files.writeString(file.path(), text);

      assertThat(file.read()).as("of '%s'", text).isEmpty();
    }
  }

  @Test
  void forgetsWhatIsDeletedEvenTwice() {
    file.write(OURS);

    file.delete();
    file.delete();

    assertThat(file.read()).isEmpty();
  }
}
