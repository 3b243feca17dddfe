package dev.berth.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFleetTest {

  private static final Home HOME = new Home(Path.of("../.."));

  @TempDir private Path folder = Path.of("");

  @Test
  void leavesTheFleetAsItIsWhereItsPoolsAre() throws IOException {
    assertThat(LocalFleet.of(HOME, new Place(HOME.path().resolve(".berth"))))
        .isEqualTo(HOME.fleet());
  }

  @Test
  void givesAnotherPlatformPoolsOfItsOwn() throws IOException, PlatformException {
    Place place = new Place(folder.resolve("p"));

    Fleet fleet = LocalFleet.prepare(LocalFleet.of(HOME, place), HOME, place);

    assertThat(fleet.targets()).hasSize(3);
    assertThat(fleet.targets())
        .allSatisfy(target -> {
          Path pool = Path.of(target.driver().settings().get("directory"));
          assertThat(pool).isDirectory().startsWith(place.path());
          assertThat(target.driver().settings().get("checkpoints"))
              .isEqualTo(place.path().resolve("checkpoints").toString());
        });
  }

  @Test
  void makesNoPoolThatIsSomebodyElses() throws IOException, PlatformException {
    Place place = new Place(folder.resolve("p"));
    Path elsewhere = folder.resolve("mount/pool");
    Path file = Files.writeString(folder.resolve("fleet.yaml"), fleet(elsewhere));

    LocalFleet.prepare(file, HOME, place);

    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void namesWhatIsWrongInTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("fleet.yaml"), "targets: [{id: x}]");

    assertThatThrownBy(() -> LocalFleet.prepare(file, HOME, new Place(folder)))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("target 'x': model is missing");
  }

  private static String fleet(Path pool) {
    return """
    targets:
      - id: far
        model: virtual-machines
        driver: {kind: process, settings: {directory: "%s"}}
        nodes: [{name: slot, cpus: 1, memoryMiB: 1024, maximum: 1}]
    """
        .formatted(pool);
  }
}
