package dev.berth.advisor.kafka;

import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.Topic;
import dev.berth.contracts.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An event with the record that it is written as. Each job's events go into its partition by
 * number: a partitioner might be set to anything.
 *
 * @param envelope the event
 * @param record what the broker gets
 * @param <E> the kind of event
 */
record Written<E extends dev.berth.contracts.Event>(
    Envelope<? extends E> envelope, ProducerRecord<byte[], byte[]> record) {

  private static final String SERVICE = "advisor";

  /**
   * A decision; or, if that is more than the topic takes, a refusal of the spec that makes it so.
   */
  static Written<DecisionEvent> decision(
      Envelope<? extends DecisionEvent> decision, DecisionJson json) {
    var record = record(decision, json.of(decision.event()), decision.event().jobId());
    if (RecordSize.fits(record, Topic.DECISIONS)) {
      return new Written<>(decision, record);
    }
    JobId job = decision.event().jobId();
    Violation violation =
        new Violation(
            "",
            "",
            "the spec and the decision about it take %d bytes, more than the %d of one event"
                .formatted(RecordSize.bytes(record), Topic.MAXIMUM_MESSAGE_BYTES));
    Envelope<JobRefused> refused =
        new Envelope<>(
            EventId.derived(decision.id(), EventType.JOB_REFUSED),
            decision.source(),
            decision.time(),
            decision.traceparent(),
            new JobRefused(job, RefusalCause.INVALID_SPEC, List.of(violation)));
    return new Written<>(refused, record(refused, json.of(refused.event()), job));
  }

  /** A request for its job's own partition, if it fits under its right key. */
  static Optional<Written<RequestEvent>> request(Envelope<RequestEvent> request) {
    byte[] bytes = EventCodec.bytes(request.event());
    return Optional.of(new Written<>(request, record(request, bytes, request.event().jobId())))
        .filter(written -> RecordSize.fits(written.record(), Topic.REQUESTS));
  }

  /**
   * A dead letter, byte for byte. If the broker would not take it, because the record was
   * compressed and unpacks to more than one may be, it tells of the record without repeating it:
   * that still stands where the headers say.
   */
  static ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    ProducerRecord<byte[], byte[]> letter = DeadLetters.of(record, reason, SERVICE);
    if (RecordSize.fits(letter, Topic.DEAD_LETTERS)) {
      return letter;
    }
    ConsumerRecord<byte[], byte[]> empty =
        new ConsumerRecord<>(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.timestampType(),
            0,
            0,
            null,
            null,
            new RecordHeaders(),
            record.leaderEpoch());
    return DeadLetters.of(empty, "too large to be repeated here: " + reason, SERVICE);
  }

  private static ProducerRecord<byte[], byte[]> record(
      Envelope<?> envelope, byte[] json, JobId job) {
    ProducerRecord<String, byte[]> record = EventCodec.encode(envelope, json);
    return new ProducerRecord<>(
        record.topic(),
        Topic.partitionOf(job),
        record.key().getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.headers());
  }
}
