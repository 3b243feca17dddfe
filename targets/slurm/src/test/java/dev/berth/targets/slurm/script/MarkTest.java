package dev.berth.targets.slurm.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Submission;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final TargetId HPC = new TargetId("hpc");
  private static final JobSpec SPEC =
      Json.mapper().convertValue(Map.of("id", "digits", "entrypoint", "x"), JobSpec.class);

  @Test
  void isReadAsItWasWritten() {
    Mark mark = Mark.of(HPC, new Submission(SPEC.id().attempt(3), SPEC, true, TRACE));

    assertThat(Mark.parse(mark.text())).contains(mark);
    assertThat(mark.text())
        .startsWith("berth target=hpc attempt=digits-3 job=digits spec=")
        .hasSizeLessThan(250);
  }

  @Test
  void isReadWithWhatTheBatchScriptAdds() {
    Mark mark = Mark.of(HPC, new Submission(SPEC.id().attempt(3), SPEC, false, null));

    assertThat(Mark.parse(mark.text() + " ending=walltime").orElseThrow().note())
        .isEqualTo("walltime");
  }

  @Test
  void leavesOutATraceThatIsNone() {
    Mark mark = Mark.of(HPC, new Submission(SPEC.id().attempt(1), SPEC, false, "\"; rm -rf ~"));

    assertThat(mark.traceparent()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my own comment",
        "berth target=a attempt=x job=y spec=12",
        "berth target=a attempt=- job=a spec="
      })
  void knowsWhatIsNotBerths(String comment) {
    assertThat(Mark.parse(comment)).isEmpty();
  }
}
