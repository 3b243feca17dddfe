package dev.berth.targets.slurm.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.FailureCategory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals as sbatch and slurmrestd word them. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          invalid partition specified: nosuch; Batch job submission failed: Invalid partition name specified | CONFIGURATION
          Batch job submission failed: Requested node configuration is not available | CONFIGURATION
          Batch job submission failed: Invalid account or account/partition combination specified | CONFIGURATION
          Batch job submission failed: Invalid qos specification | CONFIGURATION
          Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit) | CONFIGURATION
          Pathname of a file, directory or other parameter too long | CONFIGURATION
          QOSMaxWallDurationPerJobLimit; Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits) | CONFIGURATION
          AssocMaxSubmitJobLimit; Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits) | CAPACITY
          Job violates accounting/QOS policy (job submit limit, user's size and/or time limits) | CAPACITY
          Batch job submission failed: Required partition not available (inactive or drain) | CAPACITY
          """)
  void aRefusalIsOfConfigurationUnlessItPasses(String text, FailureCategory category) {
    assertThat(Refusal.category(text)).isEqualTo(category);
  }
}
