package dev.berth.targets.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetDriversTest {

  private static final TargetId A = new TargetId("pool-a");
  private static final TargetId B = new TargetId("pool-b");

  @TempDir private Path folder;
  private final RecordedProvider provider = new RecordedProvider();
  private Path file;
  private FleetDrivers fleet;
  private int writes;

  @BeforeEach
  void place() {
    file = folder.resolve("fleet.yaml");
    fleet = new FleetDrivers(new FleetSource(file), new Drivers(Map.of(provider.kind(), provider)));
  }

  @Test
  void opensNothingBeforeTheFirstRefresh() throws IOException {
    write(FleetText.of("pool-a"));

    assertThat(fleet.driver(A)).isEmpty();
    assertThat(provider.opened).isEmpty();
  }

  @Test
  void opensOneDriverForEachTarget() throws IOException {
    write(FleetText.of("pool-a", "pool-b"));

    assertThat(fleet.refresh()).isTrue();
    assertThat(fleet.refresh()).isFalse();

    assertThat(provider.opened).extracting(driver -> driver.target.id()).containsExactly(A, B);
    assertThat(fleet.driver(A)).containsSame(provider.opened.get(0));
    assertThat(fleet.problems()).isEmpty();
    assertThat(fleet.problem()).isEmpty();
  }

  @Test
  void opensAnewWhatIsDescribedAnewAndClosesTheOld() throws IOException {
    write(FleetText.of("pool-a", "pool-b"));
    fleet.refresh();
    write(
        "targets:\n"
            + FleetText.target("pool-a", "address: there")
            + FleetText.target("pool-b", "address: here"));

    assertThat(fleet.refresh()).isTrue();

    assertThat(provider.opened).hasSize(3);
    assertThat(provider.opened.get(0).closed).isTrue();
    assertThat(provider.opened.get(1).closed).isFalse();
    assertThat(fleet.driver(A)).containsSame(provider.opened.get(2));
  }

  @Test
  void keepsTheDriverOfATargetThatLeft() throws IOException {
    write(FleetText.of("pool-a", "pool-b"));
    fleet.refresh();
    write(FleetText.of("pool-b"));

    assertThat(fleet.refresh()).isTrue();

    assertThat(fleet.fleet().target(A)).isEmpty();
    assertThat(fleet.driver(A)).containsSame(provider.opened.get(0));
    assertThat(provider.opened.get(0).closed).isFalse();
  }

  @Test
  void aTargetThatReturnsUnchangedKeepsItsDriver() throws IOException {
    write(FleetText.of("pool-a"));
    fleet.refresh();
    write("targets: []");
    fleet.refresh();
    write(FleetText.of("pool-a"));

    assertThat(fleet.refresh()).isTrue();
    assertThat(provider.opened).hasSize(1);
  }

  @Test
  void saysWhyATargetHasNoDriverAndOpensTheOthers() throws IOException {
    write("targets:\n" + FleetText.target("pool-a", "") + FleetText.target("pool-b", "address: x"));

    assertThat(fleet.refresh()).isTrue();
    assertThat(fleet.refresh()).isFalse();

    assertThat(fleet.problems()).isEqualTo(Map.of(A, "target 'pool-a': address is missing"));
    assertThat(fleet.driver(A)).isEmpty();
    assertThat(fleet.driver(B)).isPresent();
  }

  @Test
  void keepsTheOldDriverWhileTheNewDescriptionIsWrong() throws IOException {
    write(FleetText.of("pool-a"));
    fleet.refresh();
    write("targets:\n" + FleetText.target("pool-a", ""));

    assertThat(fleet.refresh()).isTrue();

    assertThat(fleet.driver(A)).containsSame(provider.opened.get(0));
    assertThat(provider.opened.get(0).closed).isFalse();
    assertThat(fleet.problems()).containsOnlyKeys(A);
  }

  @Test
  void forgetsAProblemWhenTheDescriptionIsAsBefore() throws IOException {
    write(FleetText.of("pool-a"));
    fleet.refresh();
    write("targets:\n" + FleetText.target("pool-a", ""));
    fleet.refresh();
    write(FleetText.of("pool-a"));

    assertThat(fleet.refresh()).isTrue();
    assertThat(fleet.problems()).isEmpty();
  }

  @Test
  void forgetsTheProblemOfATargetThatLeft() throws IOException {
    write("targets:\n" + FleetText.target("pool-a", ""));
    fleet.refresh();
    write("targets: []");

    assertThat(fleet.refresh()).isTrue();
    assertThat(fleet.problems()).isEmpty();
  }

  @Test
  void keepsAllDriversWhenTheFileBecomesWrong() throws IOException {
    write(FleetText.of("pool-a"));
    fleet.refresh();
    write("targets: [");

    assertThat(fleet.refresh()).isFalse();
    assertThat(fleet.problem()).isPresent();
    assertThat(fleet.driver(A)).isPresent();
  }

  @Test
  void closesEveryDriverAtTheEnd() throws IOException {
    write(FleetText.of("pool-a", "pool-b"));
    fleet.refresh();
    fleet.close();
    fleet.close();

    assertThat(provider.opened).allMatch(driver -> driver.closed);
    assertThat(fleet.driver(A)).isEmpty();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    writes++;
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000L + writes)));
  }
}
