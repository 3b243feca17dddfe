package dev.berth.provisioner.kafka;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.Topic;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.Placement;
import dev.berth.provisioner.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a record is to the provisioner. */
sealed interface Reading {

  /** Something to do. */
  record Work(LaneInput input) implements Reading {}

  /** An event that others read. */
  record NotOurs() implements Reading {}

  /** For the dead letters. */
  record Unreadable(String reason) implements Reading {}

  /** Where binary mode has the event's type; known types that are not ours are not decoded. */
  String TYPE = "ce_type";

  /**
   * What it is.
   *
   * @param first whether it was written after this replica came to its partition
   */
  static Reading of(ConsumerRecord<byte[], byte[]> record, boolean first, Instant now) {
    if (typeOf(record).filter(type -> !ours(type)).isPresent()) {
      return new NotOurs();
    }
    try {
      return switch (EventCodec.decode(record)) {
        case Decoded.Understood understood -> of(understood.envelope(), record, first, now);
        case Decoded.InvalidSpec _ -> new NotOurs();
        case Decoded.Unreadable unreadable -> new Unreadable(unreadable.reason());
      };
    } catch (IllegalArgumentException e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Reading of(
      Envelope<?> envelope, ConsumerRecord<byte[], byte[]> record, boolean first, Instant now) {
    Receipt receipt = new Receipt(record.topic(), record.partition(), record.offset());
    return switch (envelope.event()) {
      case JobPlaced placed ->
          placed(
              record,
              new LaneInput.Placed(
                  Placement.of(placed),
                  envelope.traceparent(),
                  receipt,
                  envelope.time(),
                  first,
                  now));
      case AttemptEnded ended ->
          placed(
              record,
              new LaneInput.Ended(
                  new PlacedAttempt(ended.attempt(), ended.target()),
                  envelope.traceparent(),
                  receipt,
                  now));
      default -> new NotOurs();
    };
  }

  /** One job is one lane only while all its events stand in one partition. */
  private static Reading placed(ConsumerRecord<byte[], byte[]> record, LaneInput input) {
    JobId job = input.job();
    return record.partition() == Topic.partitionOf(job)
        ? new Work(input)
        : new Unreadable(
            "job '%s' stands in partition %d and belongs in %d: written without its key"
                .formatted(job, record.partition(), Topic.partitionOf(job)));
  }

  private static boolean ours(EventType type) {
    return type == EventType.JOB_PLACED || type == EventType.ATTEMPT_ENDED;
  }

  private static Optional<EventType> typeOf(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(TYPE);
    return header == null || header.value() == null
        ? Optional.empty()
        : EventType.named(new String(header.value(), StandardCharsets.UTF_8));
  }
}
