package dev.berth.targets.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolChecksTest {

  private static final Machine LARGE = new Machine(8, 64_000, Long.MAX_VALUE, Long.MAX_VALUE);
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  @TempDir private Path folder;

  @Test
  void passAllOnAFolderOfThisMachine() throws Exception {
    Map<String, CheckOutcome> outcomes = checked(folder, PATH, LARGE, Map.of());

    assertThat(outcomes.values()).allMatch(CheckOutcome.Passed.class::isInstance);
    assertThat(outcomes).hasSize(8);
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("lock");
    }
  }

  @Test
  void sayThatTheFolderIsAwayAndMakeNone() {
    Path away = folder.resolve("away");

    Map<String, CheckOutcome> outcomes = checked(away, PATH, LARGE, Map.of());

    assertThat(outcomes.get("folder"))
        .isEqualTo(
            new CheckOutcome.Failed(
                "the pool's folder " + away + " is not there",
                "mount its file system, or, if the pool is new: mkdir -p " + away));
    assertThat(outcomes.get("disk")).isInstanceOf(CheckOutcome.Skipped.class);
    assertThat(away).doesNotExist();
  }

  @Test
  void nameWhatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    Map<String, CheckOutcome> outcomes =
        checked(
            folder,
            PATH,
            LARGE,
            Map.of("checkpoints", file + "/deep", "workdir", folder.resolve("no").toString()));

    assertThat(failed(outcomes, "checkpoints").reason()).contains(file + " is no folder");
    assertThat(failed(outcomes, "work-folder").reason()).contains(folder.resolve("no").toString());
  }

  @Test
  void sayThatTheMachineIsSmallerThanTheFleetFileSays() {
    Map<String, CheckOutcome> outcomes =
        checked(folder, PATH, new Machine(1, 1_000, 5, Long.MAX_VALUE), Map.of());

    assertThat(failed(outcomes, "memory").reason())
        .isEqualTo("the fleet file offers 4096 MiB, and this machine has 1000");
    assertThat(failed(outcomes, "limits").reason())
        .isEqualTo("4 attempts are at least 8 processes, and 5 are allowed here");
  }

  @Test
  void nameTheSettingThatIsWrong() {
    List<Check> told = new ArrayList<>();

    new ProcessDriverProvider()
        .check(new TestPool(folder, 4).target(Map.of("grace", "soon")), told::add);

    assertThat(told)
        .singleElement()
        .returns("settings", Check::name)
        .extracting(Check::outcome)
        .hasToString(
            "Failed[reason=target 'pool': driver.settings.directory is missing,"
                + " remedy=mend driver.settings in the fleet file]");
  }

  @Test
  void readThisMachine() {
    Machine here = Machine.here();

    assertThat(here.processors()).isPositive();
    assertThat(here.memoryMiB()).isBetween(64L, 100_000_000L);
    assertThat(here.processLimit()).isPositive();
    assertThat(here.taskLimit()).isPositive();
  }

  private static CheckOutcome.Failed failed(Map<String, CheckOutcome> outcomes, String name) {
    return Optional.ofNullable(outcomes.get(name))
        .filter(CheckOutcome.Failed.class::isInstance)
        .map(CheckOutcome.Failed.class::cast)
        .orElseThrow(() -> new AssertionError(name + ": " + outcomes));
  }

  private static Map<String, CheckOutcome> checked(
      Path folder, Map<String, String> environment, Machine machine, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("directory", folder.toString()));
    settings.putAll(more);
    Target target = new TestPool(folder, 4).target(settings);
    Map<String, CheckOutcome> outcomes = new LinkedHashMap<>();
    new PoolChecks(target, PoolSettings.of(target), environment, machine)
        .tell(check -> outcomes.put(check.name(), check.outcome()));
    return outcomes;
  }
}
