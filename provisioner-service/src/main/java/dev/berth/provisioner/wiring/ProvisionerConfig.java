package dev.berth.provisioner.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The provisioner's settings. */
@ConfigMapping(prefix = "berth.provisioner")
public interface ProvisionerConfig {

  /** The consumer group that replicas share. */
  @WithDefault("berth-provisioner")
  String group();

  /** Tells replicas apart in logs and metrics. */
  String instance();

  /** How many calls a target gets at once. */
  @WithDefault("64")
  int callsPerTarget();

  /**
   * How many unfinished events of one topic's partition are held; then that partition waits, until
   * half of them are done.
   */
  @WithDefault("10000")
  int unfinishedPerPartition();

  /** How many jobs without work a partition remembers, so that an older attempt is refused. */
  @WithDefault("10000")
  int rememberedJobs();

  /** How many records one look takes at most. */
  @WithDefault("500")
  int recordsPerPoll();

  /**
   * Before a call in trouble, or a release under way, is tried the second time. A cluster takes
   * some 150 ms to delete a Job, and a job's next attempt waits for that.
   */
  @WithDefault("50ms")
  Duration retryInitial();

  /** What the doubling of that wait ends at. */
  @WithDefault("30s")
  Duration retryMaximum();

  /** When the group gives up a replica that says nothing. */
  @WithDefault("10s")
  Duration sessionTimeout();

  /** How long one look for records waits; bounds how late a commit is. */
  @WithDefault("100ms")
  Duration pollTimeout();

  /** How often what is finished is committed. */
  @WithDefault("1s")
  Duration commitInterval();

  /** How long the brokers may take to acknowledge an outcome. */
  @WithDefault("10s")
  Duration publishTimeout();

  /** How long the loop rests after trouble. */
  @WithDefault("1s")
  Duration pause();

  /** How long a shutdown waits for calls under way; what is cut off is done again. */
  @WithDefault("10s")
  Duration drain();

  /** How often the fleet file is looked at. */
  @WithDefault("500ms")
  Duration fleetInterval();
}
