package dev.berth.testing.platform;

import java.util.List;
import java.util.Locale;

/** A process of the platform. */
public enum Part {
  /** Kafka. */
  BROKER,
  /** Decides. */
  ADVISOR,
  /** Makes it so. */
  PROVISIONER,
  /** Watches. */
  MONITOR;

  /** All that need the broker. */
  public static final List<Part> SERVICES = List.of(ADVISOR, PROVISIONER, MONITOR);

  /** As it is called in files and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
