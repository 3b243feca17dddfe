package dev.berth.local.platform;

import java.util.List;
import java.util.Locale;

/** The processes of a platform, in the order of starting; they are ended the other way round. */
public enum Part {
  /** Kafka. */
  BROKER,
  /** The receiver of spans. */
  TRACES,
  /** Decides. */
  ADVISOR,
  /** Makes it so. */
  PROVISIONER,
  /** Watches. */
  MONITOR;

  /** Those that need the broker. */
  public static final List<Part> SERVICES = List.of(ADVISOR, PROVISIONER, MONITOR);

  /** In the order of ending. */
  public static List<Part> lastFirst() {
    return List.of(values()).reversed();
  }

  /** Where it answers whether it is ready, or, for the broker, takes clients. */
  public int port(Ports ports) {
    return switch (this) {
      case BROKER -> ports.broker();
      case TRACES -> ports.traces();
      case ADVISOR -> ports.advisor();
      case PROVISIONER -> ports.provisioner();
      case MONITOR -> ports.monitor();
    };
  }

  /** As it is called in files and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
