package dev.berth.targets.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.contracts.fixtures.JsonTypes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriversTest {

  @Test
  void findsWhatIsOnTheClassPath() {
    assertThat(Drivers.onClassPath().providers()).containsOnlyKeys("recorded");
  }

  @Test
  void opensADriverOfTheTargetsKind() throws InvalidFleetException {
    Target target = FleetFile.parse(FleetText.of("pool-a"), "f").targets().getFirst();

    try (Driver driver = Drivers.onClassPath().open(target)) {
      assertThat(driver)
          .isInstanceOfSatisfying(
              RecordedProvider.Recorded.class,
              recorded -> assertThat(recorded.target).isEqualTo(target));
    }
  }

  @Test
  void saysWhichKindsThereAreWhenThereIsNone() throws InvalidFleetException {
    Target target =
        FleetFile.parse(
                FleetText.of("pool-a").replace("kind: recorded", "kind: carrier-pigeon"), "f")
            .targets()
            .getFirst();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Drivers.onClassPath().open(target))
        .withMessage("target 'pool-a': driver.kind 'carrier-pigeon' is none of [recorded]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Drivers(Map.of()).open(target))
        .withMessageEndingWith("is none of []");
  }

  @Test
  void theFleetIsRegisteredForNativeImages() {
    assertThat(JsonTypes.lacking(RegisterForReflection.class, Fleet.class)).isEmpty();
  }
}
