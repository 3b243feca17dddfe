package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.EventId;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservationsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Report RUNNING =
      new Report(AttemptId.parse("one-1"), "pid-1", new Observation.Running(NOW), "00-a-b-01");

  @Test
  void theSameThingSeenByTwoWatchersIsOneFact() {
    assertThat(id(RUNNING, false, NOW)).isEqualTo(id(RUNNING, false, NOW.plusSeconds(3)));
  }

  @Test
  void theSameThingSeenAgainAfterSomethingElseIsAnotherFact() {
    assertThat(id(RUNNING, true, NOW))
        .isNotEqualTo(id(RUNNING, false, NOW))
        .isNotEqualTo(id(RUNNING, true, NOW.plusSeconds(3)));
  }

  @Test
  void carriesTheTraceThatTheAttemptCarriesOnItsTarget() {
    assertThat(Observations.observed(new TargetId("pool-a"), RUNNING, false, NOW).traceparent())
        .isEqualTo("00-a-b-01");
  }

  private static EventId id(Report report, boolean repeated, Instant at) {
    return Observations.observed(new TargetId("pool-a"), report, repeated, at).id();
  }
}
