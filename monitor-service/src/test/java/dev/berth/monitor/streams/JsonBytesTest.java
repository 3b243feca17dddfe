package dev.berth.monitor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Json;
import dev.berth.monitor.AttemptState.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

  private static final JsonBytes<Taken> STORED = new JsonBytes<>(Taken.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-28T23:37:26.123456789Z",
        "2026-11-28T23:37:26Z",
        "1970-01-01T00:00:00.000000001Z",
        "1969-12-31T23:59:59.999Z"
      })
  void keepsTimesToTheNanosecondAndReadsThemAsTextToo(String time) throws Exception {
    Taken taken = new Taken("native", Instant.parse(time));

    byte[] stored = STORED.write(taken);

    assertThat(STORED.read(stored)).isEqualTo(taken);
    assertThat(new String(stored, StandardCharsets.UTF_8))
        .doesNotContain("T23:")
        .contains("\"at\":");
    assertThat(STORED.read(Json.mapper().writeValueAsBytes(taken))).isEqualTo(taken);
  }
}
