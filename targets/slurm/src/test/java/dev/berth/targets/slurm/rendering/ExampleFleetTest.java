package dev.berth.targets.slurm.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The company's fleet of {@code examples/} has Slurm targets that this driver takes. */
class ExampleFleetTest {

  private static final Path EXAMPLES = Path.of("../../examples");

  static List<Target> slurmTargets() throws Exception {
    return FleetFile.read(EXAMPLES.resolve("fleet.yaml")).targets().stream()
        .filter(target -> target.driver().kind().equals("slurm"))
        .toList();
  }

  @Test
  void thereAreSome() throws Exception {
    assertThat(slurmTargets()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("slurmTargets")
  void aDefaultJobFitsThere(Target target) throws Exception {
    assertThat(render(target, "default")).isInstanceOf(NativeForm.Rendered.class);
  }

  @Test
  void theLargePretrainingFitsIntoItsReservation() throws Exception {
    Target vista =
        slurmTargets().stream()
            .filter(target -> target.id().value().equals("tacc-vista"))
            .findFirst()
            .orElseThrow();

    assertThat(render(vista, "pretraining-512")).isInstanceOf(NativeForm.Rendered.class);
  }

  private static NativeForm render(Target target, String job) throws Exception {
    JobSpec spec =
        switch (JobSpecReader.read(
            Json.mapper()
                .readTree(Files.readString(EXAMPLES.resolve("jobs").resolve(job + ".json"))))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid -> throw new AssertionError(invalid);
        };
    return PrintedForm.of(target, new Submission(spec.id().attempt(1), spec, false, null));
  }
}
