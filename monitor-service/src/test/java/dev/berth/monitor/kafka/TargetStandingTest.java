package dev.berth.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.monitor.kafka.TargetReadings.Standing;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetStandingTest {

  private static final Instant START = Instant.parse("2026-11-25T07:00:00Z");

  @Test
  void keepsSinceWhenItAnswersWhileItDoes() {
    Standing first = Standing.after(null, reading(true, 0));
    Standing later = Standing.after(first, reading(true, 60));

    assertThat(later.since()).isEqualTo(START);
    assertThat(later.reading().observedAt()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void beginsAnewWhereThatChanges() {
    Standing up = Standing.after(null, reading(true, 0));
    Standing down = Standing.after(up, reading(false, 60));
    Standing stillDown = Standing.after(down, reading(false, 90));

    assertThat(stillDown.since()).isEqualTo(START.plusSeconds(60));
    assertThat(Standing.after(stillDown, reading(true, 120)).since())
        .isEqualTo(START.plusSeconds(120));
  }

  private static TargetObserved reading(boolean reachable, int second) {
    return new TargetObserved(
        new TargetId("pool-a"),
        reachable,
        reachable ? null : "away",
        null,
        null,
        null,
        0,
        START.plusSeconds(second));
  }
}
