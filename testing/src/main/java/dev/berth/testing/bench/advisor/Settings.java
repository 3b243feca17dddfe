package dev.berth.testing.bench.advisor;

import dev.berth.advisor.kafka.LoopSettings;
import dev.berth.contracts.Brokers;
import java.time.Duration;

/** The service's own settings, for the advisor's loop and for the plain one. */
final class Settings {

  /** As {@code berth.advisor.records-per-turn} by default. */
  private static final int RECORDS_PER_TURN = 2_000;

  private Settings() {}

  static LoopSettings of(String bootstrapServers, String group) {
    return new LoopSettings(
        Brokers.at(bootstrapServers),
        group,
        group,
        RECORDS_PER_TURN,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofMillis(500),
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3),
        Duration.ofSeconds(1));
  }
}
