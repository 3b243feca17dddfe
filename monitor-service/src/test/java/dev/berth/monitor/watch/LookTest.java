package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookTest {

  private static final Instant THEN = Instant.parse("2026-11-25T07:00:00Z");

  @Test
  void takesWhatWasToldMeanwhileForNewerThanItsList() {
    NativeAttempt listed = attempt("a", new Observation.Running(THEN));
    NativeAttempt ended = attempt("a", new Observation.Succeeded(THEN));
    NativeAttempt other = attempt("b", new Observation.Running(THEN));
    NativeAttempt made = attempt("c", new Observation.Pending("just made", null));

    assertThat(
            new Look.Answered(List.of(listed, other), null)
                .with(Map.of(ended.attempt(), ended, made.attempt(), made)))
        .isEqualTo(new Look.Answered(List.of(ended, other, made), null));
  }

  @Test
  void staysAsItIsWhereNothingWasToldOrTheTargetIsSilent() {
    Look answered = new Look.Answered(List.of(), null);
    NativeAttempt told = attempt("a", new Observation.Running(THEN));

    assertThat(answered.with(Map.of())).isSameAs(answered);
    assertThat(new Look.Silent("away").with(Map.of(told.attempt(), told)))
        .isEqualTo(new Look.Silent("away"));
  }

  private static NativeAttempt attempt(String job, Observation observation) {
    AttemptId id = new JobId(job).attempt(1);
    return new NativeAttempt(id, "uid-" + job, observation, null);
  }
}
