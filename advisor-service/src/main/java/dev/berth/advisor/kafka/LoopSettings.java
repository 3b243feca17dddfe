package dev.berth.advisor.kafka;

import dev.berth.contracts.Brokers;
import dev.berth.contracts.Topic;
import java.time.Duration;
import java.util.Map;

/**
 * How the advisor speaks to Kafka.
 *
 * @param brokers where the brokers are and how to get in
 * @param group the consumer group that replicas share
 * @param instance tells this replica from the others; the same after a restart, so that it ends the
 *     transaction that its predecessor left open
 * @param recordsPerTurn how many requests one transaction takes at most
 * @param transactionTimeout when the broker gives up a transaction that nobody ends
 * @param sessionTimeout when the group gives up a replica that says nothing
 * @param pollTimeout how long one look for records waits
 * @param rebuildTimeout how long reading decisions again may take; also how long the loop waits for
 *     what is known of the targets
 * @param askTimeout how long one question to the brokers may take
 * @param closeTimeout how long ending one client may take
 * @param pause how long the loop rests after trouble
 */
public record LoopSettings(
    Brokers brokers,
    String group,
    String instance,
    int recordsPerTurn,
    Duration transactionTimeout,
    Duration sessionTimeout,
    Duration pollTimeout,
    Duration rebuildTimeout,
    Duration askTimeout,
    Duration closeTimeout,
    Duration pause) {

  /** Nothing is seen before its transaction ends, and that sends what lingers. */
  private static final int LINGER_MILLIS = 20;

  private static final int BATCH_BYTES = 128 * 1024;
  private static final int BUFFER_BYTES = 16 * 1024 * 1024;

  /**
   * The broker asks for patience while the markers of the transaction before are being written;
   * that takes milliseconds, not Kafka's usual tenth of a second.
   */
  private static final int RETRY_BACKOFF_MILLIS = 5;

  /** Of a session. A member hears by a heartbeat's answer that another one comes or goes. */
  private static final int HEARTBEATS_PER_SESSION = 30;

  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  /** At the end of a topic a fetch waits for more; a read up to the end shall not. */
  private static final int NO_WAIT_MILLIS = 10;

  /** The same for one of several loops of a replica. */
  public LoopSettings loop(int number) {
    return new LoopSettings(
        brokers,
        group,
        instance + "-" + number,
        recordsPerTurn,
        transactionTimeout,
        sessionTimeout,
        pollTimeout,
        rebuildTimeout,
        askTimeout,
        closeTimeout,
        pause);
  }

  /** For the group's member that reads requests. */
  public Map<String, Object> requests() {
    Map<String, Object> settings = consuming("requests");
    settings.put("group.id", group);
    settings.put("max.poll.records", recordsPerTurn);
    settings.put("fetch.max.bytes", 2 * FETCH_BYTES);
    settings.put("max.poll.interval.ms", millis(rebuildTimeout.multipliedBy(3)));
    settings.put("session.timeout.ms", millis(sessionTimeout));
    settings.put("heartbeat.interval.ms", millis(sessionTimeout.dividedBy(HEARTBEATS_PER_SESSION)));
    settings.put(
        "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    return settings;
  }

  /** For the transactional writer. */
  public Map<String, Object> decisions() {
    Map<String, Object> settings = asking("decisions");
    settings.put("transactional.id", group + "-" + instance);
    settings.put("transaction.timeout.ms", millis(transactionTimeout));
    settings.put("delivery.timeout.ms", millis(transactionTimeout));
    settings.put("request.timeout.ms", millis(transactionTimeout.dividedBy(2)));
    settings.put("max.block.ms", millis(transactionTimeout.multipliedBy(2)));
    settings.put("linger.ms", LINGER_MILLIS);
    settings.put("batch.size", BATCH_BYTES);
    settings.put("buffer.memory", BUFFER_BYTES);
    settings.put("retry.backoff.ms", RETRY_BACKOFF_MILLIS);
    // RecordSize has the word on what is too large; Kafka's own overhead comes on top.
    settings.put("max.request.size", 2 * Topic.DEAD_LETTERS.maximumMessageBytes());
    return settings;
  }

  /** For a reader that is no member of the group and reads up to an end. */
  public Map<String, Object> reading(String purpose) {
    Map<String, Object> settings = consuming(purpose);
    settings.put("fetch.max.wait.ms", NO_WAIT_MILLIS);
    settings.put("max.partition.fetch.bytes", FETCH_BYTES);
    return settings;
  }

  /** For a reader that is no member of the group and goes on waiting for more. */
  Map<String, Object> following(String purpose) {
    return consuming(purpose);
  }

  /** For a client that only asks. */
  Map<String, Object> asking(String purpose) {
    Map<String, Object> settings = brokers.with(Map.of());
    settings.put("client.id", instance + "-" + purpose);
    settings.put("enable.metrics.push", false);
    return settings;
  }

  private Map<String, Object> consuming(String purpose) {
    Map<String, Object> settings = asking(purpose);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    return settings;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
