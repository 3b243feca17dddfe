package dev.berth.advisor.kafka;

import java.time.Duration;
import java.util.Map;

/**
 * How the loop speaks to Kafka.
 *
 * @param bootstrapServers where the brokers are
 * @param group the consumer group that replicas share
 * @param instance tells this replica from the others; the same after a restart, so that it ends the
 *     transaction that its predecessor left open
 * @param recordsPerTurn how many requests one transaction takes at most
 * @param transactionTimeout when the broker gives up a transaction that nobody ends
 * @param sessionTimeout when the group gives up a replica that says nothing
 * @param pollTimeout how long one look for requests waits
 * @param rebuildTimeout how long reading one partition's decisions may take
 * @param pause how long the loop rests after trouble
 */
public record LoopSettings(
    String bootstrapServers,
    String group,
    String instance,
    int recordsPerTurn,
    Duration transactionTimeout,
    Duration sessionTimeout,
    Duration pollTimeout,
    Duration rebuildTimeout,
    Duration pause) {

  Map<String, Object> requests() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "group.id",
        group,
        "client.id",
        instance + "-requests",
        "isolation.level",
        "read_committed",
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "earliest",
        "max.poll.records",
        recordsPerTurn,
        "session.timeout.ms",
        Math.toIntExact(sessionTimeout.toMillis()),
        "heartbeat.interval.ms",
        Math.toIntExact(sessionTimeout.dividedBy(3).toMillis()),
        "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
  }

  Map<String, Object> decisions() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "client.id",
        instance + "-decisions",
        "transactional.id",
        group + "-" + instance,
        "transaction.timeout.ms",
        Math.toIntExact(transactionTimeout.toMillis()),
        "delivery.timeout.ms",
        Math.toIntExact(transactionTimeout.toMillis()),
        "request.timeout.ms",
        Math.toIntExact(transactionTimeout.dividedBy(2).toMillis()),
        "linger.ms",
        0,
        "batch.size",
        128 * 1024,
        "max.request.size",
        dev.berth.contracts.Topic.DEAD_LETTERS.maximumMessageBytes(),
        "enable.metrics.push",
        false);
  }

  Map<String, Object> reading(String purpose) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "client.id",
        instance + "-" + purpose,
        "isolation.level",
        "read_committed",
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "earliest");
  }
}
