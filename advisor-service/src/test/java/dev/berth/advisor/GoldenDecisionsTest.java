package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.Decision;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The example jobs over the example fleet, decided and explained. A change that is meant: run with
 * {@code -Dberth.golden.update=true} and read the difference.
 */
class GoldenDecisionsTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  private final Deciding deciding = new Deciding(PolicyFile.builtIn());

  @ParameterizedTest
  @CsvSource({"default", "compliance", "debugging-1h", "pretraining-512", "unplaceable"})
  void decidesAndExplainsAsStored(String job) throws IOException {
    same(job, decide(job));
  }

  @Test
  void decidesAndExplainsAsStoredWhereTargetsAreFull() throws IOException {
    Capacity full = Fleets.free(0, 0);
    Map<TargetId, TargetObserved> readings =
        Stream.of(
                Fleets.reading("gke-iowa", true, Fleets.queued(full, 40), null, null, 0),
                Fleets.reading("eks-virginia", true, Fleets.queued(full, 2), null, null, 0),
                Fleets.reading(
                    "aks-eastus2", true, Fleets.queued(Fleets.free(64, 65536), 4), null, null, 0))
            .collect(Collectors.toMap(TargetObserved::target, reading -> reading));

    same(
        "default-queued",
        deciding.decide(
            Asked.question(spec("default"), AttemptHistory.NONE),
            FleetView.of(fleet().fleet(), readings)));
  }

  private static void same(String name, Decision decision) throws IOException {
    same(GOLDEN.resolve(name + ".txt"), Explanation.of(decision));
    same(
        GOLDEN.resolve(name + ".json"),
        Json.mapper()
                .writer(
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
                .writeValueAsString(decision)
            + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "default, MANAGED_KUBERNETES",
    "compliance, SELF_HOSTED_KUBERNETES",
    "debugging-1h, VIRTUAL_MACHINES",
    "pretraining-512, HPC"
  })
  void choosesTheModelThatTheMatrixNames(String job, DeploymentModel model) throws IOException {
    assertThat(decide(job).candidates().getFirst().model()).isEqualTo(model);
  }

  @Test
  void givesAReasonForEveryTargetWhereNothingFits() throws IOException {
    Decision decision = decide("unplaceable");

    assertThat(decision.chosen()).isNull();
    assertThat(decision.filtered()).hasSameSizeAs(fleet().fleet().targets());
    assertThat(Deciding.mayFitLater(decision)).isFalse();
  }

  private Decision decide(String job) throws IOException {
    return deciding.decide(Asked.question(spec(job), AttemptHistory.NONE), fleet());
  }

  private static JobSpec spec(String job) throws IOException {
    var json = Json.mapper().readTree(Path.of("..", "examples", "jobs", job + ".json").toFile());
    return switch (JobSpecReader.read(json)) {
      case JobSpecReader.Valid valid -> valid.spec();
      case JobSpecReader.Invalid invalid ->
          throw new AssertionError(invalid.violations().toString());
    };
  }

  private static FleetView fleet() {
    return Fleets.example("fleet.yaml");
  }

  private static void same(Path golden, String text) throws IOException {
    if (Boolean.getBoolean("berth.golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
