package dev.berth.monitor.kafka;

import dev.berth.contracts.Brokers;
import java.time.Duration;
import java.util.Map;

/**
 * How plain clients speak to Kafka.
 *
 * @param brokers where the brokers are and how to get in
 * @param instance tells this replica's clients from the others'
 * @param publishTimeout how long one event may take to be acknowledged, retries included
 * @param publishMemoryBytes how many bytes may wait to be sent before senders wait
 * @param pollTimeout how long one look for records waits
 * @param pause how long a reader rests after trouble
 */
public record KafkaSettings(
    Brokers brokers,
    String instance,
    Duration publishTimeout,
    long publishMemoryBytes,
    Duration pollTimeout,
    Duration pause) {

  Map<String, Object> publishing() {
    int millis = Math.toIntExact(publishTimeout.toMillis());
    return brokers.with(
        Map.ofEntries(
            Map.entry("client.id", instance + "-watch"),
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", true),
            Map.entry("max.in.flight.requests.per.connection", 5),
            Map.entry("linger.ms", 0),
            Map.entry("buffer.memory", publishMemoryBytes),
            Map.entry("delivery.timeout.ms", millis),
            Map.entry("request.timeout.ms", millis / 2),
            Map.entry("max.block.ms", millis),
            Map.entry("enable.metrics.push", false)));
  }

  Map<String, Object> reading(String purpose, String isolation) {
    return brokers.with(
        Map.of(
            "client.id",
            instance + "-" + purpose,
            "isolation.level",
            isolation,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "enable.metrics.push",
            false));
  }
}
