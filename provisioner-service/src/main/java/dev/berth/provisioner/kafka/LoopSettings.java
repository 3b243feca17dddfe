package dev.berth.provisioner.kafka;

import dev.berth.contracts.Brokers;
import dev.berth.contracts.Topic;
import java.time.Duration;
import java.util.Map;

/**
 * How the provisioner speaks to Kafka.
 *
 * @param brokers where the brokers are and how to get in
 * @param group the consumer group that replicas share
 * @param instance tells this replica from the others in logs and metrics
 * @param unfinishedPerPartition how many unfinished events of one topic's partition are held; then
 *     that partition waits
 * @param recordsPerPoll how many records one look takes at most
 * @param sessionTimeout when the group gives up a replica that says nothing
 * @param pollTimeout how long one look waits; bounds how late a commit or a shutdown is
 * @param commitInterval how often what is finished is committed
 * @param publishTimeout how long the brokers may take to acknowledge an outcome
 * @param pause how long the loop rests after trouble
 * @param drain how long a shutdown waits for calls under way
 */
public record LoopSettings(
    Brokers brokers,
    String group,
    String instance,
    int unfinishedPerPartition,
    int recordsPerPoll,
    Duration sessionTimeout,
    Duration pollTimeout,
    Duration commitInterval,
    Duration publishTimeout,
    Duration pause,
    Duration drain) {

  /**
   * One consumer for both topics, and partitions dealt out by range: so that the same replica has
   * the same partition of both, and one job is in one lane.
   */
  Map<String, Object> reading() {
    return brokers.with(
        Map.ofEntries(
            Map.entry("group.id", group),
            Map.entry("client.id", instance + "-work"),
            Map.entry("isolation.level", "read_committed"),
            Map.entry("enable.auto.commit", false),
            Map.entry("auto.offset.reset", "earliest"),
            Map.entry("max.poll.records", recordsPerPoll),
            Map.entry("session.timeout.ms", Math.toIntExact(sessionTimeout.toMillis())),
            Map.entry(
                "heartbeat.interval.ms", Math.toIntExact(sessionTimeout.dividedBy(3).toMillis())),
            Map.entry(
                "partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor"),
            Map.entry("enable.metrics.push", false)));
  }

  /** Acknowledged by all in-sync replicas, and written once however often the client retries. */
  Map<String, Object> writing() {
    int millis = Math.toIntExact(publishTimeout.toMillis());
    return brokers.with(
        Map.ofEntries(
            Map.entry("client.id", instance + "-outcomes"),
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", true),
            Map.entry("linger.ms", 0),
            Map.entry("delivery.timeout.ms", millis),
            Map.entry("request.timeout.ms", millis / 2),
            Map.entry("max.block.ms", millis),
            Map.entry("max.request.size", 2 * Topic.MAXIMUM_MESSAGE_BYTES),
            Map.entry("enable.metrics.push", false)));
  }
}
