package dev.berth.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingProgramTest {
  @TempDir Path folder;

  @Test
  void failsByItselfWithAReason() throws InterruptedException {
    var run = Program.start(folder, Map.of(), "failing/Fail.java").ended();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.said()).contains("column 'label' is missing from the training data");
  }
}
