package dev.berth.monitor.streams;

import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventType;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobId;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import dev.berth.monitor.Folded;
import dev.berth.monitor.Folding;
import dev.berth.monitor.JobState;
import dev.berth.monitor.watch.WatchChange;
import dev.berth.monitor.watch.WatchChanges;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds one partition's events and timers into its jobs. Reads bytes, so that nothing that a record
 * holds can stop the stream: what cannot be read, or what the ledger fails over, goes to the dead
 * letters as it is, and the next record is taken.
 */
@SuppressWarnings("NullAway.Init") // Streams calls init first
final class LedgerNode implements Processor<byte[], byte[], byte[], Outgoing> {

  static final String JOBS = "jobs";
  static final String TIMERS = "timers";
  static final String PHASES = "phases";

  private static final String SERVICE = "monitor";
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
  private static final JsonBytes<JobState> STATES = new JsonBytes<>(JobState.class);
  private static final JsonBytes<WatchChange> CHANGES = new JsonBytes<>(WatchChange.class);

  private final Folding folding;
  private final LedgerListener listener;
  private final TimerSettings timing;
  private ProcessorContext<byte[], Outgoing> context;
  private KeyValueStore<String, byte[]> jobs;
  private DueTimers timers;
  private PhaseTally phases;
  private Committing committing;
  private int partition;

  LedgerNode(Folding folding, LedgerListener listener, TimerSettings timing) {
    this.folding = folding;
    this.listener = listener;
    this.timing = timing;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    this.context = context;
    this.jobs = context.getStateStore(JOBS);
    this.timers = new DueTimers(context.getStateStore(TIMERS));
    this.phases = new PhaseTally(context.getStateStore(PHASES));
    this.committing = new Committing(context, timing.commitSpacing());
    this.partition = context.taskId().partition();
    listener.phases(partition, phases.counts());
    context.schedule(timing.interval(), PunctuationType.WALL_CLOCK_TIME, _ -> wake());
  }

  @Override
  public void close() {
    listener.gone(partition);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ConsumerRecord<byte[], byte[]> consumed = consumed(record);
    switch (EventCodec.decode(consumed)) {
      case Decoded.Understood understood -> take(consumed, understood.envelope());
      case Decoded.InvalidSpec _ -> {
        // The advisor answers it by job.refused, which comes here too.
      }
      case Decoded.Unreadable unreadable -> deadLetter(consumed, unreadable.reason());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Envelope<?> envelope) {
    JobId job = job(envelope.event()).orElse(null);
    if (job == null || !EventType.of(envelope.event()).topic().wireName().equals(record.topic())) {
      deadLetter(record, "an event of another topic");
      return;
    }
    if (Topic.partitionOf(job) != record.partition()) {
      // A request without its key: the advisor writes it again under the right one.
      listener.misplaced(record.topic(), record.partition(), record.offset(), job);
      return;
    }
    byte[] stored = jobs.get(job.value());
    JobState before;
    Folded folded;
    try {
      before = stored == null ? null : STATES.read(stored);
      folded = folding.fold(job, before, envelope, now());
    } catch (RuntimeException e) {
      listener.failed(job, e);
      deadLetter(record, "the ledger failed over it: " + e);
      return;
    }
    apply(job, before, before == null ? null : before.wakeAt(), folded);
  }

  private void wake() {
    Instant now = now();
    for (DueTimers.Due due : timers.due(now, timing.perRun())) {
      byte[] stored = jobs.get(due.job().value());
      if (stored == null) {
        timers.drop(due);
        continue;
      }
      JobState before;
      Folded folded;
      try {
        before = STATES.read(stored);
        if (before.wakeAt() == null
            || DueTimers.millis(before.wakeAt()) != due.wakeAt().toEpochMilli()) {
          timers.drop(due);
          continue;
        }
        folded = folding.wake(before, now);
      } catch (RuntimeException e) {
        listener.failed(due.job(), e);
        timers.postpone(due, now.plus(TRY_AGAIN));
        continue;
      }
      timers.drop(due);
      apply(due.job(), before, null, folded);
      listener.woken(Duration.between(due.dueAt(), now));
    }
  }

  /**
   * @param timer for when the job has a timer now, or null if it has none
   */
  private void apply(JobId job, @Nullable JobState before, @Nullable Instant timer, Folded folded) {
    JobState after = folded.state();
    if (after == null) {
      jobs.delete(job.value());
    } else if (!after.equals(before)) {
      jobs.put(job.value(), STATES.write(after));
    }
    timers.move(job, timer, after == null ? null : after.wakeAt());
    if (phases.move(before, after)) {
      listener.phases(partition, phases.counts());
    }
    for (WatchChange change : WatchChanges.between(before, after)) {
      forward(
          change.on().value(), Outgoing.TO_WATCHERS, CHANGES.write(change), new RecordHeaders());
    }
    for (Envelope<? extends Event> output : folded.outputs()) {
      ProducerRecord<String, byte[]> encoded = EventCodec.encode(output);
      forward(encoded.key(), encoded.topic(), encoded.value(), encoded.headers());
    }
    listener.folded(job, folded.outputs());
  }

  private void forward(String key, String topic, byte[] value, Headers headers) {
    context.forward(
        new Record<>(
            key.getBytes(StandardCharsets.UTF_8),
            new Outgoing(topic, value),
            context.currentSystemTimeMs(),
            headers));
    committing.soon();
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
    ProducerRecord<byte[], byte[]> letter = DeadLetters.of(record, reason, SERVICE);
    context.forward(
        new Record<>(
            letter.key(),
            Outgoing.deadLetter(letter.value()),
            context.currentSystemTimeMs(),
            letter.headers()));
    committing.soon();
    listener.deadLettered(record.topic(), record.partition(), record.offset(), reason);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private ConsumerRecord<byte[], byte[]> consumed(Record<byte[], byte[]> record) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    return new ConsumerRecord<>(
        place.topic(),
        place.partition(),
        place.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  private static Optional<JobId> job(Event event) {
    return switch (event) {
      case RequestEvent request -> Optional.of(request.jobId());
      case DecisionEvent decision -> Optional.of(decision.jobId());
      case ProvisionEvent provision -> Optional.of(provision.jobId());
      case HealthEvent health -> Optional.of(health.jobId());
      case TargetObserved _, ScalingRecommended _ -> Optional.empty();
    };
  }
}
