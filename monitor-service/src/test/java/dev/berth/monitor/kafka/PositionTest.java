package dev.berth.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void isReadAsItIsWritten() {
    Position position = Position.parse("1-22-333-4444");

    assertThat(position.on(Topic.REQUESTS)).isEqualTo(1);
    assertThat(position.on(Topic.HEALTH)).isEqualTo(4444);
    assertThat(position).hasToString("1-22-333-4444");
    assertThat(position.after(Topic.PROVISIONS, 340)).hasToString("1-22-341-4444");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1-2-3", "1-2-3-4-5", "a-b-c-d", "-1-2-3-4", "1-2-3-9999999999999999999"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Position.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
