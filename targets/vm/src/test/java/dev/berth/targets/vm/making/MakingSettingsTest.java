package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakingSettingsTest {

  @Test
  void readsTheLeastThatMustBeSaid() {
    MakingSettings settings = TestSettings.of(TestSettings.target(least()));

    assertThat(settings.module()).isEqualTo(new MachineModule("ec2", "aws", true));
    assertThat(settings.user()).isEqualTo("berth");
    assertThat(settings.settle()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "terraform | gcp | terraform 'gcp' is neither ec2, compute-engine, azure nor the absolute path of a module",
        "berth-addresses | everywhere | berth-addresses 'everywhere' is not ADDRESS/BITS",
        "user | Ron Burgundy | user 'Ron Burgundy' is not a name of a user",
        "terraform-backend-file | /x | terraform-backend is missing, but terraform-backend-file is said",
        "settle | PT0S | settle 'PT0S' is not above 0",
        "terraform-inputs | image | terraform-inputs 'image' is not key=value"
      })
  void refusesWhatIsWrongAndNamesIt(String name, String value, String problem) {
    Map<String, String> said = least();
    said.put(name, value);

    assertThatThrownBy(() -> TestSettings.of(TestSettings.target(said)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("driver.settings." + problem);
  }

  @ParameterizedTest
  @CsvSource({"terraform-folder", "key", "berth-addresses"})
  void refusesWhatIsMissing(String name) {
    Map<String, String> said = least();
    said.remove(name);

    assertThatThrownBy(() -> TestSettings.of(TestSettings.target(said)))
        .hasMessageEndingWith("driver.settings." + name + " is missing");
  }

  private static Map<String, String> least() {
    return new HashMap<>(
        Map.of(
            "terraform", "ec2",
            "terraform-folder", "/var/lib/berth",
            "berth-addresses", "192.0.2.7/32",
            "key", "/etc/berth/key"));
  }
}
