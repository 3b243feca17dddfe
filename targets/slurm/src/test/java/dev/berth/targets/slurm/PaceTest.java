package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often Slurm is asked. */
class PaceTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, PT10S", "1000, 0, PT10S", "3000, 0, PT30S", "10000, 0, PT1M", "1000000, 0, PT1M",
    "1, 1, PT20S", "1, 3, PT1M20S", "1, 10, PT10M", "1, 100, PT10M", "10000, 1, PT20S"
  })
  void growsWithJobsAndWithTrouble(int jobs, int troubles, Duration wait) {
    Pace pace = new Pace(Duration.ofSeconds(10), Duration.ofMinutes(10));

    assertThat(pace.after(jobs, troubles)).isEqualTo(wait);
  }
}
