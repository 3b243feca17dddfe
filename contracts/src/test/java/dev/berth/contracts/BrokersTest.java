package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokersTest {

  private static final Map<String, Object> CONFIGURED =
      Map.of(
          "bootstrap.servers", "kafka:9093",
          "security.protocol", "SASL_SSL",
          "sasl.jaas.config", "user and password",
          "ssl.truststore.location", "/etc/berth/ca.pem",
          "request.timeout.ms", 2000,
          "group.id", "somebody's");

  @Test
  void takesWhatSaysWhereTheBrokersAreAndHowToGetIn() {
    assertThat(Brokers.of(CONFIGURED).with(Map.of("client.id", "one")))
        .containsOnlyKeys(
            "bootstrap.servers",
            "security.protocol",
            "sasl.jaas.config",
            "ssl.truststore.location",
            "client.id");
  }

  @Test
  void letsAClientsOwnSettingsStand() {
    assertThat(Brokers.at("a:1").with(Map.of("bootstrap.servers", "b:1")))
        .containsEntry("bootstrap.servers", "b:1");
  }

  @Test
  void showsNoSecret() {
    assertThat(Brokers.of(CONFIGURED)).hasToString("kafka:9093");
  }

  @Test
  void refusesToGuessWhereTheBrokersAre() {
    assertThatThrownBy(() -> Brokers.of(Map.of("sasl.mechanism", "PLAIN")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers");
  }
}
