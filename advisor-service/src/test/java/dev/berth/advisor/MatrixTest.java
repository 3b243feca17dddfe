package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.Factor;
import dev.berth.contracts.Intent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The built-in policy says what the design's table says. */
class MatrixTest {

  private static final List<DeploymentModel> COLUMNS =
      List.of(
          DeploymentModel.MANAGED_KUBERNETES,
          DeploymentModel.SELF_HOSTED_KUBERNETES,
          DeploymentModel.VIRTUAL_MACHINES,
          DeploymentModel.HPC);

  private final Policy policy = PolicyFile.builtIn();

  @Test
  void saysTheDesignsTableWordForWord() throws IOException {
    Map<Factor, List<String>> design = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> row : table().entrySet()) {
      factor(row.getKey()).ifPresent(factor -> design.put(factor, row.getValue()));
    }
    Map<Factor, List<String>> said = new LinkedHashMap<>();
    for (Factor factor : Factor.values()) {
      if (factor != Factor.FITNESS) {
        said.put(
            factor,
            COLUMNS.stream()
                .map(model -> policy.rating(model, factor, Intent.PRODUCTION).word())
                .toList());
      }
    }

    assertThat(said).isEqualTo(design);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          production ML    | MANAGED_KUBERNETES     | PRODUCTION
          on-premises      | SELF_HOSTED_KUBERNETES | ON_PREMISES
          experiments      | VIRTUAL_MACHINES       | EXPERIMENT
          debugging        | VIRTUAL_MACHINES       | DEBUGGING
          fixed-size work  | VIRTUAL_MACHINES       | FIXED
          LLM pretraining  | HPC                    | PRETRAINING
          simulation       | HPC                    | SIMULATION
          """)
  void suitsBestWhatTheDesignSays(String words, DeploymentModel model, Intent intent)
      throws IOException {
    assertThat(table().getOrDefault("best for", List.of()).get(COLUMNS.indexOf(model)))
        .contains(words);
    for (DeploymentModel any : DeploymentModel.values()) {
      assertThat(policy.rating(any, Factor.FITNESS, intent).value())
          .isEqualTo(any == model ? 1 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Intent.class)
  void weighsToOne(Intent intent) {
    double sum = 0;
    for (Factor factor : Factor.values()) {
      assertThat(policy.weight(intent, factor)).isBetween(0.0, 1.0);
      sum += policy.weight(intent, factor);
    }

    assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
  }

  /** Which of two words is the better one in its row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SETUP_TIME      | minutes, days, weeks
          SCALING         | automatic, manual, fixed
          FAULT_TOLERANCE | built in, do it yourself, minimal, none
          COST            | low, low–medium, medium–high, high
          COMPLEXITY      | low, medium, high
          THROUGHPUT      | maximum, good
          FLEXIBILITY     | high, low
          """)
  void ratesTheBetterWordHigher(Factor factor, String bestFirst) {
    List<Rating> row =
        new ArrayList<>(
            COLUMNS.stream()
                .map(model -> policy.rating(model, factor, Intent.PRODUCTION))
                .distinct()
                .toList());
    row.sort(Comparator.comparingDouble(Rating::value).reversed());

    assertThat(row).extracting(Rating::word).containsExactly(bestFirst.split(", "));
    assertThat(row).extracting(Rating::value).doesNotHaveDuplicates();
  }

  private static java.util.Optional<Factor> factor(String row) {
    return Arrays.stream(Factor.values())
        .filter(factor -> factor.toString().equals(row.replace(' ', '-')))
        .findFirst();
  }

  /** The rows of the table whose first column is headed {@code factor}. */
  private static Map<String, List<String>> table() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("..", "docs", "design.md"))) {
      inside = inside ? line.startsWith("|") : line.startsWith("| factor |");
      if (inside) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        rows.put(cells.get(1), cells.subList(2, cells.size()));
      }
    }
    assertThat(rows).containsKey("best for");
    return rows;
  }
}
