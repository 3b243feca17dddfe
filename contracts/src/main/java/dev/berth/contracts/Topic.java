package dev.berth.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Every topic with its partitions, retention and compaction. {@code local/} applies this list and
 * {@code k8s/} is rendered from it; a service that finds a topic missing says so and waits.
 */
public enum Topic {
  /** What is asked for. */
  REQUESTS(
      "berth.requests",
      Topic.JOB_PARTITIONS,
      Duration.ofDays(30),
      "pipelines, the advisor's HTTP gateway, the monitor"),
  /** What was decided; the advisor rebuilds its state from here, so it outlives every job. */
  DECISIONS("berth.decisions", Topic.JOB_PARTITIONS, Duration.ofDays(90), "the advisor"),
  /** What was done on the targets. */
  PROVISIONS("berth.provisions", Topic.JOB_PARTITIONS, Duration.ofDays(30), "the provisioner"),
  /** What was seen and concluded. */
  HEALTH("berth.health", Topic.JOB_PARTITIONS, Duration.ofDays(30), "the monitor"),
  /** The latest of every target; compacted. */
  TARGETS("berth.targets", 1, null, "the monitor"),
  /** For autoscalers. */
  SCALING("berth.scaling", 1, Duration.ofDays(1), "the monitor"),
  /** What could not be read. */
  DEAD_LETTERS("berth.dead-letters", 1, Duration.ofDays(90), "every service");

  /**
   * One job is one partition on all four job topics; it bounds how many replicas of a service share
   * the work.
   */
  public static final int JOB_PARTITIONS = 6;

  private static final int DEAD_LETTER_HEADERS_BYTES = 64 * 1024;

  private final String wireName;
  private final int partitions;
  private final @Nullable Duration retention;
  private final String writers;

  Topic(String wireName, int partitions, @Nullable Duration retention, String writers) {
    this.wireName = wireName;
    this.partitions = partitions;
    this.retention = retention;
    this.writers = writers;
  }

  /** The topic's name on the broker. */
  public String wireName() {
    return wireName;
  }

  /** How many partitions it has. */
  public int partitions() {
    return partitions;
  }

  /** The last word of its name, as channels are named by it. */
  public String noun() {
    return wireName.substring("berth.".length());
  }

  /** Who writes it, in words. */
  public String writers() {
    return writers;
  }

  /** How long a record is kept; null where the latest of each key is kept for ever. */
  public @Nullable Duration retention() {
    return retention;
  }

  /** Whether only the latest record of each key is kept, and that for ever. */
  public boolean compacted() {
    return retention == null;
  }

  /**
   * The partition of a job on all four job topics: Kafka's own for its id as the key. A record that
   * stands elsewhere was written without its key.
   */
  public static int partitionOf(JobId job) {
    byte[] key = job.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % JOB_PARTITIONS;
  }

  /** The topic's settings, as the broker names them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    if (retention == null) {
      settings.put("cleanup.policy", "compact");
    } else {
      settings.put("cleanup.policy", "delete");
      settings.put("retention.ms", Long.toString(retention.toMillis()));
    }
    settings.put("max.message.bytes", Integer.toString(maximumMessageBytes()));
    return settings;
  }

  /**
   * The largest record, in bytes, and what a producer's {@code max.request.size} has to allow. A
   * dead letter is a record of any size and its headers besides.
   */
  public int maximumMessageBytes() {
    return this == DEAD_LETTERS
        ? MAXIMUM_MESSAGE_BYTES + DEAD_LETTER_HEADERS_BYTES
        : MAXIMUM_MESSAGE_BYTES;
  }

  /** Holds a decision over a fleet of hundreds. */
  public static final int MAXIMUM_MESSAGE_BYTES = 1 << 20;
}
