package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

  @TempDir Path folder;

  @Test
  void readsWhatIsBuiltInFromAFileAsWell() throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, builtIn());

    assertThat(PolicyFile.read(file)).isEqualTo(PolicyFile.builtIn());
  }

  /** What is replaced in the built-in file, by what, and what the error has to say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'cost:            {word: high, value: 0.2}' | 'cost:            {word: high, value: 1.2}' | matrix.hpc.cost: rating 'high': 1.2 is not within 0..1
          'cost:            {word: high, value: 0.2}' | 'cost:            {word: high, value: dear}' | matrix.hpc.cost.value: Cannot deserialize
          'cost:            {word: high, value: 0.2}' | 'cost:            {word: high}' | matrix.hpc.cost.value: Missing creator property 'value'
          'cost:            {word: high, value: 0.2}' | 'cost:            {word: high, value: 0.2, colour: red}' | matrix.hpc.cost.colour: Unrecognized field "colour"
          'cost:            {word: high, value: 0.2}' | '' | matrix.hpc.cost is missing
          'cost:            {word: high, value: 0.2}' | 'fitness: {word: high, value: 0.2}' | matrix.hpc.cost is missing
          'throughput:      {word: maximum, value: 1.0}' | 'throughput: {word: maximum, value: 1.0}\\n    fitness: {word: x, value: 1}' | matrix.hpc.fitness is rated by bestFor, not here
          '  hpc: [pretraining, simulation]' | '' | bestFor.hpc is missing
          '  hpc: [pretraining, simulation]' | '  hpc: [dancing]' | bestFor.hpc.[0]: Cannot deserialize
          'pretraining: {setup-time: 0.00,' | 'pretraining: {setup-time: 0.10,' | weights.pretraining sum to 1.1, not to 1
          'pretraining: {setup-time: 0.00,' | 'pretraining: {setup-time: -0.10,' | weights.pretraining.setup-time is -0.1, below 0
          'pretraining: {setup-time: 0.00,' | 'pretraining: {setup-time: ,' | weights.pretraining.setup-time is null, below 0
          'pretraining: {setup-time: 0.00,' | 'pretraining: {' | weights.pretraining.setup-time is missing
          'name: matrix/1' | '' | name: Missing creator property 'name'
          """)
  void namesTheCellThatIsWrong(String what, @Nullable String by, String error) throws IOException {
    String yaml = builtIn();
    String by0 = by == null ? "" : by.replace("\\n", "\n");
    assertThat(yaml).contains(what);

    assertThatThrownBy(() -> PolicyFile.parse(yaml.replace(what, by0), "mine.yaml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mine.yaml: ")
        .hasMessageContaining(error);
  }

  @Test
  void namesTheFileThatIsNotThere() {
    assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.yaml");
  }

  private static String builtIn() throws IOException {
    try (var in = PolicyFile.class.getClassLoader().getResourceAsStream(PolicyFile.BUILT_IN)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
