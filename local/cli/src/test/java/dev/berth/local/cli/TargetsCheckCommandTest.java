package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsCheckCommandTest {

  @TempDir private Path folder = Path.of("");
  private Path fleet = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("pool"));
    fleet =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            """
            targets:
              - id: whole
                model: virtual-machines
                driver: {kind: process, settings: {directory: %1$s/pool, workdir: %1$s}}
                nodes: [{name: slot, cpus: 1, memoryMiB: 64, maximum: 1}]
                maximumAttempts: 4
              - id: away
                model: virtual-machines
                driver: {kind: process, settings: {directory: %1$s/away, workdir: %1$s}}
                nodes: [{name: slot, cpus: 1, memoryMiB: 64, maximum: 1}]
                maximumAttempts: 4
              - id: cluster
                model: managed-kubernetes
                dialect: eks
                driver: {kind: kubernetes, settings: {kubeconfig: %1$s/no-kubeconfig}}
                nodes: [{name: m7i.4xlarge, cpus: 15, memoryMiB: 60000, maximum: 1}]
              - id: unknown
                model: hpc
                driver: {kind: carrier-pigeon}
                nodes: [{name: bird, cpus: 1, memoryMiB: 1, maximum: 1}]
            """
                .formatted(folder));
  }

  @Test
  void passesWhereNothingIsMissing() {
    Ran ran = check("whole");

    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(ran.out())
        .contains("ok       folder               " + folder.resolve("pool"))
        .endsWith("whole: 9 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void failsWithWhatIsMissingAndHowToMendIt() {
    Ran ran = check("away");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("FAILED   folder               the pool's folder " + folder.resolve("away"))
        .contains("mend: mount its file system")
        .contains("skipped  disk")
        .contains("1 failed");
  }

  @Test
  void saysOfAClusterHowFarItCame() {
    Ran ran = check("cluster");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("ok       settings             dialect eks, namespace berth-jobs")
        .contains("FAILED   kubeconfig           kubeconfig " + folder.resolve("no-kubeconfig"))
        .contains("skipped  api-server           there is no way to sign in");
  }

  @Test
  void printsThemAllAsJson() throws IOException {
    Ran ran = check("whole", "away", "--output", "json");

    assertThat(ran.code()).isEqualTo(1);
    JsonNode all = Json.mapper().readTree(ran.out());
    assertThat(all).hasSize(2);
    assertThat(all.at("/0/target").asText()).isEqualTo("whole");
    assertThat(all.at("/0/passed").asBoolean()).isTrue();
    assertThat(all.at("/1/passed").asBoolean()).isFalse();
    assertThat(all.at("/1/checks/3/name").asText()).isEqualTo("folder");
    assertThat(all.at("/1/checks/3/outcome/is").asText()).isEqualTo("failed");
    assertThat(all.at("/1/checks/3/outcome/remedy").asText()).contains("mkdir -p");
    assertThat(all.at("/0/checks/3/outcome/is").asText()).isEqualTo("passed");
  }

  @Test
  void namesTheTargetsThatThereAre() {
    Ran ran = check("nowhere");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err())
        .contains("the fleet has no target 'nowhere'; it has whole, away, cluster, unknown");
  }

  @Test
  void saysThatItDoesNotKnowAKind() {
    Ran ran = check("unknown");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err())
        .contains("driver.kind 'carrier-pigeon' is none of [kubernetes, process, slurm, vm]");
  }

  @Test
  void saysThatTheFleetFileCannotBeRead() {
    Ran ran = Ran.berth("targets", "check", "--fleet", folder.resolve("no.yaml").toString());

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("no.yaml cannot be read");
  }

  private Ran check(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "targets";
    all[1] = "check";
    all[2] = "--fleet";
    all[3] = fleet.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return Ran.berth(all);
  }
}
