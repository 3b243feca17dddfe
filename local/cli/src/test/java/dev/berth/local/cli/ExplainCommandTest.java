package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Decision;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {

  private static final String JOBS = "../../examples/jobs/";
  private static final String FLEET = "../../examples/fleet.yaml";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "default.json, managed-kubernetes, ray",
    "compliance.json, self-hosted-kubernetes, ray",
    "pretraining-512.json, hpc, ray",
    "debugging-1h.json, virtual-machines, ray"
  })
  void decidesOfflineAsTheMatrixSays(String file, String model, String runtime) throws IOException {
    Ran ran = Ran.berth("explain", JOBS + file, "--fleet", FLEET, "--output", "json");

    assertThat(ran.code()).as(ran.err()).isZero();
    Decision decision = Json.mapper().readValue(ran.out(), Decision.class);
    assertThat(decision.candidates().getFirst().model()).hasToString(model);
    assertThat(decision.runtime()).hasToString(runtime);
    assertThat(decision.candidates().size() + decision.filtered().size()).isEqualTo(12);
  }

  @Test
  void printsATableForPeople() {
    Ran ran = Ran.berth("explain", JOBS + "compliance.json", "--fleet", FLEET);

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("compliance-1 runs on rancher-frankfurt")
        .contains("fault-tolerance")
        .contains("filtered");
  }

  @Test
  void explainsWhatACloudEventAsksFor() {
    assertThat(Ran.berth("explain", JOBS + "digits.cloudevent.json", "--fleet", FLEET).out())
        .startsWith("digits-1 runs on");
  }

  @Test
  void namesEveryBreachOfASpec() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.json"), "{\"id\":\"UPPER\",\"workers\":{\"min\":0}}");

    Ran ran = Ran.berth("explain", spec.toString(), "--fleet", FLEET);

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("UPPER").contains("workers").contains("entrypoint");
  }

  @Test
  void namesWhatIsWrongInAFleet() throws IOException {
    Path fleet = Files.writeString(folder.resolve("fleet.yaml"), "targets: [{id: x}]");

    Ran ran = Ran.berth("explain", JOBS + "default.json", "--fleet", fleet.toString());

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("target 'x': model is missing");
  }

  @Test
  void namesWhatIsWrongInAPolicy() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "name: mine/1");

    Ran ran =
        Ran.berth(
            "explain", JOBS + "default.json", "--fleet", FLEET, "--policy", policy.toString());

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("policy.yaml: matrix");
  }

  @Test
  void refusesAPolicyForARunningAdvisor() {
    Ran ran = Ran.berth("explain", JOBS + "default.json", "--policy", "policy.yaml");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--policy needs --fleet");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    Ran ran = Ran.berth("explain", "nowhere.json", "--fleet", FLEET);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no file 'nowhere.json'");
  }
}
