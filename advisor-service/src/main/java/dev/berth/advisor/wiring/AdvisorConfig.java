package dev.berth.advisor.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The advisor's settings. */
@ConfigMapping(prefix = "berth.advisor")
public interface AdvisorConfig {

  /** The consumer group that replicas share. */
  @WithDefault("berth-advisor")
  String group();

  /** Tells replicas apart; best the same after a restart (a StatefulSet's pod name). */
  String instance();

  /** Another policy than the built-in one. */
  Optional<Path> policy();

  /**
   * How many loops one replica runs; each is a member of the group, so more than there are
   * partitions stand by.
   */
  @WithDefault("2")
  int loops();

  /** How many requests one transaction takes at most. */
  @WithDefault("2000")
  int recordsPerTurn();

  /** When the broker gives up a transaction that nobody ends; bounds a takeover. */
  @WithDefault("10s")
  Duration transactionTimeout();

  /** When the group gives up a replica that says nothing. */
  @WithDefault("10s")
  Duration sessionTimeout();

  /** How long one look for requests waits; bounds how soon shutdown and fleet changes are seen. */
  @WithDefault("500ms")
  Duration pollTimeout();

  /** How long reading decisions again may take, and how long readings of targets are waited for. */
  @WithDefault("2m")
  Duration rebuildTimeout();

  /** How long one question to the brokers may take. */
  @WithDefault("10s")
  Duration askTimeout();

  /** How long ending one Kafka client may take. */
  @WithDefault("3s")
  Duration closeTimeout();

  /** How long the service waits for its loop when it is ended. */
  @WithDefault("10s")
  Duration shutdownTimeout();

  /** How long the loop rests after trouble. */
  @WithDefault("1s")
  Duration pause();

  /** How long a request by HTTP may wait for the brokers. */
  @WithDefault("10s")
  Duration publishTimeout();
}
