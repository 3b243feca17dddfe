package dev.berth.targets.vm.settingup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.TargetTroubleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes and words of the tools; Ansible's and Puppet's are as they were measured. */
class ReadingsTest {

  @ParameterizedTest
  @CsvSource({"0, true", "2, true", "1, false", "4, false", "6, false", "9, false"})
  void readsPuppet(int code, boolean ready) {
    assertThat(Puppet.read("h1", code, "") instanceof SetUpOutcome.Ready).isEqualTo(ready);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "35, false", "37, false", "213, false"})
  void readsChef(int code, boolean ready) {
    assertThat(Chef.read("h1", code, "") instanceof SetUpOutcome.Ready).isEqualTo(ready);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "2, true", "1, false"})
  void readsCloudInit(int code, boolean ready) {
    assertThat(CloudInit.read("h1", code, "") instanceof SetUpOutcome.Ready).isEqualTo(ready);
  }

  @Test
  void tellsAnUnreachableMachineFromAPlaybookThatDoesNotParse() throws Exception {
    assertThat(Ansible.read(4, "ERROR! We were unable to read either as JSON nor YAML"))
        .isInstanceOfSatisfying(
            SetUpOutcome.Failed.class,
            failed -> assertThat(failed.category()).isEqualTo(FailureCategory.CONFIGURATION));
    assertThatThrownBy(() -> Ansible.read(4, "fatal: [h1]: UNREACHABLE! => {\"msg\": \"…\"}"))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessageContaining("h1");
  }

  @Test
  void blamesTheNetworkForWhatTheNetworkDid() throws Exception {
    SetUpOutcome outcome =
        Ansible.read(2, "fatal: [h1]: FAILED! => Failed to fetch http://deb.debian.org/…");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            SetUpOutcome.Failed.class,
            failed -> assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));
  }
}
