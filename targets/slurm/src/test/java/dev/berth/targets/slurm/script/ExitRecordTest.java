package dev.berth.targets.slurm.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitRecordTest {

  @Test
  void isReadWithItsSignal() {
    ExitRecord record = ExitRecord.parse("137 1795863641 program\n").orElseThrow();

    assertThat(record)
        .isEqualTo(new ExitRecord(137, Instant.ofEpochSecond(1_795_863_641), Ending.PROGRAM));
    assertThat(record.signal()).hasValue(9);
    assertThat(ExitRecord.parse("7 1 walltime").orElseThrow().signal()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void knowsEveryEndingByItsWord(Ending ending) {
    assertThat(ExitRecord.parse("0 1 " + ending)).map(ExitRecord::ending).contains(ending);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "7 1", "7 1 no", "x 1 program", "7 99999999999999999999 program"})
  void isEmptyWhereItWasNotWrittenWhole(String line) {
    assertThat(ExitRecord.parse(line)).isEmpty();
  }
}
