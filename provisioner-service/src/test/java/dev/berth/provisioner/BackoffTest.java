package dev.berth.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Task TASK = new Task.Release(Driven.at("job-1", "a"), null);

  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  @Test
  void doublesUpToItsBound() {
    for (int tries = 1; tries < 100; tries++) {
      Duration whole = Duration.ofMillis(Math.min(30_000, 200L << Math.min(20, tries - 1)));
      assertThat(backoff.after(tries, TASK)).isBetween(whole.dividedBy(2), whole);
    }
    assertThat(backoff.after(Integer.MAX_VALUE, TASK)).isPositive();
  }

  @Test
  void differsFromAttemptToAttempt() {
    assertThat(backoff.after(9, TASK))
        .isNotEqualTo(backoff.after(9, new Task.Release(Driven.at("other-7", "a"), null)));
  }

  @Test
  void refusesAMaximumBelowTheInitialWait() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("backoff: initial PT2S must be above 0 and maximum PT1S not below it");
  }
}
