package dev.berth.monitor.streams;

import java.nio.file.Path;
import java.time.Duration;

/** Settings of replicas under test: as they are by default, with shorter time-outs. */
final class Replicas {

  private Replicas() {}

  static StreamsSettings settings(String bootstrapServers, String instance, Path state) {
    return new StreamsSettings(
        bootstrapServers,
        "berth-monitor",
        instance,
        "127.0.0.1:1",
        state,
        1,
        Duration.ofMillis(20),
        Duration.ofMillis(20),
        1_000,
        1_000,
        1 << 20,
        16 << 20,
        Duration.ofSeconds(6),
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        10,
        20);
  }
}
