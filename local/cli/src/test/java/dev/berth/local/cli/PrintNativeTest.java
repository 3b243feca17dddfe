package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintNativeTest {

  private static final String JOBS = "../../examples/jobs/";
  private static final String FLEET = "../../examples/fleet.yaml";

  @TempDir private Path folder = Path.of("");

  @Test
  void printsTheManifestOfWhereItWouldBePlaced() {
    Ran ran = print(JOBS + "default.json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("---\napiVersion: \"ray.io/v1\"\nkind: \"RayJob\"")
        .contains("name: \"default-1\"");
    assertThat(ran.err()).isEqualTo("default-1 on gke-iowa\n");
  }

  @Test
  void printsItForTheTargetThatIsNamed() {
    Ran ran = print(JOBS + "default.json", "--target", "eks-virginia");

    assertThat(ran.out()).contains("eks.amazonaws.com/capacityType");
    assertThat(ran.err()).isEqualTo("default-1 on eks-virginia\n");
  }

  @Test
  void saysWhyTheAdvisorWouldNotPlaceItThere() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("here.json"),
            "{\"id\":\"here\",\"entrypoint\":\"x\",\"constraints\":{\"compliance\":[\"on-premises\"]}}");

    Ran ran = print(spec.toString(), "--target", "eks-virginia");

    assertThat(ran.code()).isZero();
    assertThat(ran.err())
        .contains("the advisor would not place it there: ")
        .contains("on-premises");
  }

  @Test
  void printsTheCommandLineOfAPool() {
    Ran ran =
        Ran.berth(
            "submit",
            JOBS + "digits.json",
            "--print-native",
            "--fleet",
            "../../examples/local-fleet.yaml");

    assertThat(ran.out())
        .startsWith("#!/bin/sh\n# Worker 0 of 1 of the attempt digits-1 on the target pool-")
        .contains("BERTH_RANK=0");
  }

  @Test
  void saysThatItCannotRunThere() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("ib.json"),
            "{\"id\":\"ib\",\"entrypoint\":\"x\",\"interconnect\":\"infiniband\"}");

    Ran ran = print(spec.toString(), "--target", "gke-iowa");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("it cannot run there: interconnect 'infiniband'");
  }

  @Test
  void printsNoSecret() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.json"),
            "{\"id\":\"hub\",\"entrypoint\":\"x\",\"environment\":{\"HF_TOKEN\":\"hunter2\"}}");

    Ran ran = print(spec.toString());

    assertThat(ran.said()).doesNotContain("hunter2").contains("not printed: environment.HF_TOKEN");
    assertThat(print(spec.toString(), "--output", "json").said()).doesNotContain("hunter2");
  }

  @Test
  void printsJsonWithEachDocument() throws IOException {
    JsonNode json = Json.mapper().readTree(print(JOBS + "default.json", "-o", "json").out());

    assertThat(json.path("target").asText()).isEqualTo("gke-iowa");
    assertThat(json.at("/form/is").asText()).isEqualTo("rendered");
    assertThat(json.at("/form/documents/0/name").asText()).isEqualTo("default-1.yaml");
    assertThat(json.at("/form/documents/0/content").asText()).contains("RayJob");
  }

  @Test
  void saysWhyNothingFits() {
    Ran ran = print(JOBS + "unplaceable.json");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("nothing fits unplaceable-1").contains("eks-virginia: ");
  }

  @Test
  void refusesToPlaceByHand() {
    Ran ran = Ran.berth("submit", JOBS + "default.json", "--target", "eks-virginia");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--target needs --print-native");
  }

  private static Ran print(String spec, String... more) {
    String[] all = new String[more.length + 5];
    all[0] = "submit";
    all[1] = spec;
    all[2] = "--print-native";
    all[3] = "--fleet";
    all[4] = FLEET;
    System.arraycopy(more, 0, all, 5, more.length);
    return Ran.berth(all);
  }
}
