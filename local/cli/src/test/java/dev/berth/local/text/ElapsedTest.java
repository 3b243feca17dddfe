package dev.berth.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0ms",
    "PT0.999S, 999ms",
    "PT1S, 1.0s",
    "PT59.94S, 59.9s",
    "PT5M12S, 5m12s",
    "PT2H5M, 2h05m",
    "P3DT4H, 3d4h",
    "PT-2S, -2.0s"
  })
  void readsAsThreeDigitsAndAUnit(Duration duration, String text) {
    assertThat(Elapsed.of(duration)).isEqualTo(text);
  }
}
