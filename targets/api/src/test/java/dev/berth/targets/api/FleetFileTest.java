package dev.berth.targets.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.TargetId;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetFileTest {

  @Test
  void fillsInWhatIsNotSaid() throws InvalidFleetException {
    Fleet fleet =
        FleetFile.parse(
            """
            targets:
              - id: pool-a
                model: virtual-machines
                driver: {kind: process}
                nodes: [{name: slot, cpus: 0.5, memoryMiB: 512, maximum: 4}]
            """,
            "fleet.yaml");

    assertThat(fleet.target(new TargetId("pool-a")))
        .contains(
            new Target(
                new TargetId("pool-a"),
                DeploymentModel.VIRTUAL_MACHINES,
                "process",
                new DriverSettings("process", Map.of()),
                List.of(JobRuntime.values()),
                List.of(new NodeShape("slot", 0.5, 512, null, 4, null, null)),
                List.of(),
                List.of(),
                List.of(),
                1_000));
    assertThat(fleet.target(new TargetId("pool-b"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"targets: []", "targets:", "{}"})
  void takesAFleetWithoutTargets(String yaml) throws InvalidFleetException {
    assertThat(FleetFile.parse(yaml, "fleet.yaml")).isEqualTo(Fleet.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id: a       | `id: A`                           | targets[0].id: target id 'A' is not a DNS label of at most 63 characters
          id: a       | `dialect: x`                      | targets[0]: targets: an entry has no id
          model: hpc  | `model: mainframe`                | targets[0].model: Cannot deserialize value of type `dev.berth.contracts.DeploymentModel` from String "mainframe": not one of the values accepted for Enum class: [
          model: hpc  | `dialect: x`                      | targets[0]: target 'a': model is missing
          model: hpc  | `model: hpc, modle: hpc`          | targets[0].modle: Unrecognized field "modle"
          model: hpc  | `model: hpc, model: hpc`          | targets[0]: Duplicate field 'model'
          model: hpc  | `model: hpc, locations: [x, ~]`   | targets[0].locations[1]: Invalid `null` value encountered for property "locations"
          model: hpc  | `model: hpc, maximumAttempts: 0`  | targets[0]: target 'a': maximumAttempts 0 is below 1
          model: hpc  | `model: hpc, maximumAttempts: 1.5` | targets[0].maximumAttempts: Cannot coerce Floating-point value (1.5)
          model: hpc  | `model: hpc, runtimes: [spark]`   | targets[0].runtimes[0]: Cannot deserialize value of type `dev.berth.contracts.JobRuntime` from String "spark"
          kind: slurm | `kind: slurm, kinds: slurm`                    | targets[0].driver.kinds: Unrecognized field "kinds"
          kind: slurm | `settings: {}`                    | targets[0].driver: driver: kind is missing
          kind: slurm | `kind: slurm, settings: {address: }` | targets[0].driver.settings.address: Invalid `null` value
          name: n     | `name: n, preemptible: true`               | targets[0].nodes[0].preemptible: Unrecognized field "preemptible"
          name: n     | `pricePerHour: 1`                 | targets[0].nodes[0]: node shape 'a machine of this target': name is missing
          cpus: 2     | `cpus: 0`                         | targets[0].nodes[0]: node shape 'n': cpus 0.0 must be above 0
          cpus: 2     | `cpus: NaN`                      | targets[0].nodes[0]: node shape 'n': cpus NaN must be above 0
          cpus: 2     | `cpus: Infinity`                      | targets[0].nodes[0]: node shape 'n': cpus Infinity must be above 0
          cpus: 2     | `cpus: two`                       | targets[0].nodes[0].cpus: Cannot deserialize value of type `double` from String "two"
          cpus: 2     | `pricePerHour: 1`                 | targets[0].nodes[0].cpus: Cannot map `null` into type `double`
          memoryMiB: 8 | `memoryMiB: -1`                  | targets[0].nodes[0]: node shape 'n': memoryMiB -1 must be above 0
          maximum: 1  | `maximum: 0`                      | targets[0].nodes[0]: node shape 'n': maximum 0 must be at least 1
          maximum: 1  | `maximum: 1, pricePerHour: -1`    | targets[0].nodes[0]: node shape 'n': pricePerHour -1.0 must be at least 0
          maximum: 1  | `maximum: 1, accelerators: {kind: h100, count: 0}` | targets[0].nodes[0]: node shape 'n': accelerators.count 0 must be at least 1
          maximum: 1  | `maximum: 1, accelerators: {count: 1}` | targets[0].nodes[0]: node shape 'n': accelerators.kind is missing
          """)
  void namesFieldAndPlace(String good, String bad, String problem) throws InvalidFleetException {
    String fleet =
        "targets: [{id: a, model: hpc, driver: {kind: slurm}, nodes: [{name: n, cpus: 2, memoryMiB:"
            + " 8, maximum: 1}]}]";
    assertThat(FleetFile.parse(fleet, "fleet.yaml").targets()).hasSize(1);
    String broken = fleet.replace(good, bad);

    assertThatExceptionOfType(InvalidFleetException.class)
        .isThrownBy(() -> FleetFile.parse(broken, "fleet.yaml"))
        .withMessageStartingWith("fleet.yaml: " + problem);
  }

  @Test
  void refusesAnIdThatOccursTwice() {
    String target =
        "{id: a, model: hpc, driver: {kind: x}, nodes: [{name: n, cpus: 2, memoryMiB: 8, maximum: 1}]}";

    assertThatExceptionOfType(InvalidFleetException.class)
        .isThrownBy(() -> FleetFile.parse("targets: [" + target + "," + target + "]", "f"))
        .withMessage("f: targets: id 'a' occurs twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "~",
        "hello",
        "[]",
        "targets: {",
        "targets: []\n---\ntargets: []",
        "targest: []"
      })
  void refusesWhatIsNoFleet(String yaml) {
    assertThatExceptionOfType(InvalidFleetException.class)
        .isThrownBy(() -> FleetFile.parse(yaml, "fleet.yaml"))
        .withMessageStartingWith("fleet.yaml: ");
  }

  @Test
  void saysThatAFileIsNotThere(@TempDir Path folder) {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> FleetFile.read(folder.resolve("fleet.yaml")));
  }
}
