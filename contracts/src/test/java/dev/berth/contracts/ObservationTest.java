package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservationTest {

  private static final String WITHOUT_NOTICE =
      "{\"kind\":\"running\",\"startedAt\":\"2026-11-24T09:06:12Z\"}";
  private static final Observation RUNNING =
      new Observation.Running(Instant.parse("2026-11-24T09:06:12Z"));

  @Test
  void whatIsWrittenWithoutANoticeIsAsItWasBeforeThereWereAny() throws Exception {
    assertThat(Json.mapper().readValue(WITHOUT_NOTICE, Observation.class)).isEqualTo(RUNNING);
    assertThat(Json.mapper().writeValueAsString(RUNNING)).isEqualTo(WITHOUT_NOTICE);
  }
}
