package dev.berth.targets.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetSourceTest {

  private static final String ONE = FleetText.of("pool-a");
  private static final String TWO = FleetText.of("pool-a", "pool-b");

  @TempDir private Path folder;
  private Path file;
  private FleetSource source;
  private int writes;

  @BeforeEach
  void place() {
    file = folder.resolve("fleet.yaml");
    source = new FleetSource(file);
  }

  @Test
  void readsNothingByItself() throws IOException {
    write(ONE);

    assertThat(source.fleet()).isEqualTo(Fleet.EMPTY);
    assertThat(source.problem()).contains("not read yet");
  }

  @Test
  void readsTheFileOnceUntilItChanges() throws IOException {
    write(ONE);

    assertThat(source.refresh()).isTrue();
    assertThat(source.refresh()).isFalse();
    assertThat(source.problem()).isEmpty();
    assertThat(source.fleet().targets())
        .extracting(Target::id)
        .containsExactly(new TargetId("pool-a"));

    write(TWO);

    assertThat(source.refresh()).isTrue();
    assertThat(source.fleet().targets()).hasSize(2);
  }

  @Test
  void aFileThatIsWrittenAgainWithoutAChangeIsTheSameFleet() throws IOException {
    write(ONE);
    source.refresh();
    write(ONE + "# a remark\n");

    assertThat(source.refresh()).isFalse();
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void keepsTheLastGoodFleetWhenTheFileBecomesWrong() throws IOException {
    write(TWO);
    source.refresh();
    write("targest: []");

    assertThat(source.refresh()).isFalse();
    assertThat(source.refresh()).isFalse();
    assertThat(source.fleet().targets()).hasSize(2);
    assertThat(source.problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith(file + ": targest: Unrecognized field"));

    write(ONE);

    assertThat(source.refresh()).isTrue();
    assertThat(source.problem()).isEmpty();
    assertThat(source.fleet().targets()).hasSize(1);
  }

  @Test
  void keepsTheLastGoodFleetWhenTheFileGoes() throws IOException {
    write(ONE);
    source.refresh();
    FileTime time = Files.getLastModifiedTime(file);
    Files.delete(file);

    assertThat(source.refresh()).isFalse();
    assertThat(source.fleet().targets()).hasSize(1);
    assertThat(source.problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("cannot be read"));

    Files.writeString(file, ONE);
    Files.setLastModifiedTime(file, time);

    assertThat(source.refresh()).isFalse();
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void startsWithoutAFileAndTakesItWhenItComes() throws IOException {
    assertThat(source.refresh()).isFalse();
    assertThat(source.fleet()).isEqualTo(Fleet.EMPTY);

    write(ONE);

    assertThat(source.refresh()).isTrue();
  }

  // Later each time, whatever the file system's clock resolves.
  private void write(String text) throws IOException {
    Files.writeString(file, text);
    writes++;
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000L + writes)));
  }
}
