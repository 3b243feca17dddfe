package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import dev.berth.advisor.AdvisorShard;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of one record of {@code berth.requests}. */
sealed interface Answering {

  /**
   * It is answered with decisions; none, if it was answered before.
   *
   * @param answers what is written to {@code berth.decisions}
   */
  record Decided(List<Envelope<? extends DecisionEvent>> answers) implements Answering {}

  /**
   * It stands in another partition than its job's, because its writer gave no key or another one.
   * It is written again where it belongs, and decided there.
   *
   * @param request what is written to {@code berth.requests}
   */
  record Moved(Envelope<RequestEvent> request) implements Answering {}

  /**
   * Nobody can read it.
   *
   * @param reason why
   */
  record Buried(String reason) implements Answering {}

  /** Answers a record, whose content is decoded already. */
  static Answering of(ConsumerRecord<?, ?> record, Decoded decoded, Advising advising) {
    return switch (decoded) {
      case Decoded.Understood understood -> understood(record, understood.envelope(), advising);
      case Decoded.InvalidSpec invalid -> new Decided(List.of(refusal(record, invalid)));
      case Decoded.Unreadable unreadable -> new Buried(unreadable.reason());
    };
  }

  private static Answering understood(
      ConsumerRecord<?, ?> record, Envelope<?> envelope, Advising advising) {
    return switch (envelope.event()) {
      case RequestEvent request -> {
        Envelope<RequestEvent> asked =
            new Envelope<>(
                envelope.id(), envelope.source(), envelope.time(), envelope.traceparent(), request);
        yield Topic.partitionOf(request.jobId()) == record.partition()
            ? new Decided(advising.answer(asked))
            : new Moved(asked);
      }
      case DecisionEvent _,
          ProvisionEvent _,
          HealthEvent _,
          TargetObserved _,
          ScalingRecommended _ ->
          new Buried(EventType.of(envelope.event()).wireName() + " is an event of another topic");
    };
  }

  private static Envelope<? extends DecisionEvent> refusal(
      ConsumerRecord<?, ?> record, Decoded.InvalidSpec invalid) {
    return new Envelope<>(
        EventId.derived(invalid.refused().job() + "/" + invalid.cause(), EventType.JOB_REFUSED),
        AdvisorShard.SOURCE,
        Instant.ofEpochMilli(record.timestamp()),
        invalid.traceparent(),
        invalid.refused());
  }
}
