package dev.berth.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.DeploymentModel;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FleetFilesTest {

  @Test
  void theCompanyHasThreeTargetsOfEachDeploymentModel() throws Exception {
    Fleet fleet = FleetFile.read(Path.of("fleet.yaml"));

    assertThat(
            fleet.targets().stream()
                .collect(Collectors.groupingBy(Target::model, Collectors.counting())))
        .isEqualTo(
            Arrays.stream(DeploymentModel.values())
                .collect(Collectors.toMap(Function.identity(), model -> 3L)));
  }

  @Test
  void everyTargetOfTheCompanyIsOfADialectOfItsOwn() throws Exception {
    Fleet fleet = FleetFile.read(Path.of("fleet.yaml"));

    assertThat(fleet.targets()).extracting(Target::dialect).doesNotHaveDuplicates();
  }

  @Test
  void thisMachineHasThreePoolsOfProcesses() throws Exception {
    Fleet fleet = FleetFile.read(Path.of("local-fleet.yaml"));

    assertThat(fleet.targets())
        .extracting(target -> target.id().value())
        .containsExactly("pool-a", "pool-b", "pool-c");
    assertThat(fleet.targets())
        .extracting(target -> target.driver().kind())
        .containsOnly("process");
  }
}
