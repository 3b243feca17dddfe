package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramVersionTest {

  @Test
  void readsWhatIsPrintedWithWarningsAroundIt() {
    assertThat(
            ProgramVersion.of(
                """
                Warning: Unable to open CLI configuration file
                {
                  "terraform_version": "1.11.4",
                  "platform": "linux_amd64"
                }
                """))
        .contains(new ProgramVersion(1, 11, 4));
    assertThat(ProgramVersion.of("{\"terraform_version\":\"1.10.0-alpha1\"}"))
        .contains(new ProgramVersion(1, 10, 0));
    assertThat(ProgramVersion.of("sh: 1: exec: terraform: not found")).isEmpty();
  }

  @Test
  void comparesNumbersNotDigits() {
    assertThat(new ProgramVersion(1, 11, 4)).isGreaterThan(ProgramVersion.LEAST);
    assertThat(new ProgramVersion(1, 7, 0)).isEqualByComparingTo(ProgramVersion.LEAST);
    assertThat(new ProgramVersion(1, 6, 9)).isLessThan(ProgramVersion.LEAST);
    assertThat(new ProgramVersion(0, 15, 0)).isLessThan(ProgramVersion.LEAST);
  }
}
