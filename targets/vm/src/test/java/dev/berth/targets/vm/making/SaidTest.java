package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over what Terraform 1.11.4 has printed for two machines. */
class SaidTest {

  private static final Path SAID = Path.of("src/test/resources/terraform-said/apply.jsonl");

  @Test
  void hasOutputsOnceAllIsMade() throws Exception {
    Said said = Said.of(Files.readAllLines(SAID));

    assertThat(said.outputs().orElseThrow().path("machines")).hasSize(2);
    assertThat(said.complaints()).isEmpty();
  }

  @Test
  void hasNoneAndTellsHowFarItIsWhenItIsKilledBefore() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(SAID));
    while (!lines.getLast().contains("Still creating")) {
      lines.removeLast();
    }
    lines.add("{\"@level\":\"info\",\"@mess");
    Said said = Said.of(lines);

    assertThat(said.outputs()).as("a plan's outputs have no values").isEmpty();
    assertThat(Said.of(lines.subList(0, lines.size() - 1)).progress())
        .contains("aws_instance")
        .contains("Still creating... [10s elapsed]");
    assertThat(said.verdict()).isInstanceOf(Verdict.Trouble.class);
  }

  @Test
  void readsADiagnosticWithItsAddress() {
    assertThat(
            SaidLine.of(
                "{\"@level\":\"error\",\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"error\",\"summary\":\"Your query returned no results.\",\"detail\":\"\",\"address\":\"module.find.data.aws_instances.tagged[\\\"a-1\\\"]\"}}"))
        .contains(
            new SaidLine.Complaint(
                "Your query returned no results.",
                "",
                "module.find.data.aws_instances.tagged[\"a-1\"]"));
  }

  @Test
  void leavesWarningsAside() {
    assertThat(
            SaidLine.of(
                "{\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"warning\",\"summary\":\"old\"}}"))
        .isEmpty();
  }
}
