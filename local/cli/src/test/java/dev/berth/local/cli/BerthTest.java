package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BerthTest {

  @TempDir private Path folder = Path.of("");

  static Stream<String> commands() {
    return Berth.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("rehearse"));
  }

  @Test
  void hasTheCommandsThatPeopleExpect() {
    assertThat(commands())
        .containsExactlyInAnyOrder(
            "demo",
            "up",
            "down",
            "submit",
            "jobs",
            "job",
            "events",
            "explain",
            "cancel",
            "logs",
            "trace",
            "targets",
            "dead-letters",
            "test",
            "bench");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void tellsAboutEveryCommand(String command) {
    Ran ran = Ran.berth(command, "--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: berth " + command);
    assertThat(Ran.berth("--help").out()).contains(command);
  }

  @Test
  void saysThatACommandIsMissing() {
    Ran ran = Ran.berth();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("a command is missing").contains("Usage: berth");
  }

  @Test
  void guessesAtATypo() {
    Ran ran = Ran.berth("explan");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("explan").contains("explain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs",
        "job x",
        "events x",
        "explain x",
        "cancel x",
        "logs x",
        "targets",
        "dead-letters",
        "submit ../../examples/jobs/digits.json"
      })
  void saysThatNothingIsUpAndHowToChangeThat(String line) {
    List<String> arguments =
        Stream.concat(Stream.of(line.split(" ")), Stream.of("--data", folder.toString())).toList();

    Ran ran = Ran.berth(arguments.toArray(String[]::new));

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("no platform is up in " + folder)
        .contains("./berth up --detach starts one");
  }

  @Test
  void refusesANameThatNoJobCanHave() {
    Ran ran = Ran.berth("trace", "Not/A/Job");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("Not/A/Job");
  }

  @Test
  void knowsNoTraceOfAJobThatNeverWas() {
    Ran ran = Ran.berth("trace", "never", "--data", folder.toString());

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("'never'");
  }

  @Test
  void endsNothingWhereNothingIsUp() {
    Ran ran = Ran.berth("down", "--data", folder.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("nothing was up in " + folder + "\n");
  }
}
