package dev.berth.targets.slurm.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States as the ways of asking write them. */
class JobStateTest {

  @ParameterizedTest
  @CsvSource({
    "PENDING, false, true, false",
    "RUNNING, false, false, false",
    "COMPLETING, false, false, true",
    "COMPLETED+COMPLETING, false, false, true",
    "PENDING+COMPLETING, false, false, true",
    "CANCELLED by 1000, true, false, false",
    "completed, true, false, false",
    "LAUNCH_FAILED, true, false, false",
    "TIMEOUT, true, false, false",
    "NODE_FAIL+REQUEUED, false, false, false",
    "UNHEARD_OF, false, false, false"
  })
  void knowsWhatIsOverAndWhatWaits(
      String written, boolean over, boolean waiting, boolean completing) {
    JobState state = JobState.of(List.of(written.split("\\+")));

    assertThat(state.isOver()).isEqualTo(over);
    assertThat(state.isWaiting()).isEqualTo(waiting);
    assertThat(state.isCompleting()).isEqualTo(completing);
  }
}
