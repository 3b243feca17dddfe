package dev.berth.monitor.telemetry;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobId;
import dev.berth.monitor.AttemptState;
import dev.berth.monitor.Folded;
import dev.berth.monitor.Folding;
import dev.berth.monitor.JobState;
import dev.berth.tracing.Traceparents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One span for each event or timer from which something follows, or by which an attempt is seen in
 * a new way. Whether that is so is known only afterwards; since folding is pure, it is then done
 * again inside the span, so that what follows, and what follows from that, hangs below it.
 */
public final class FoldingTelemetry implements Folding {

  private final Folding folding;
  private final Tracer tracer;
  private final Timer latency;

  /** Around another. */
  public FoldingTelemetry(Folding folding, Tracer tracer, MeterRegistry meters) {
    this.folding = folding;
    this.tracer = tracer;
    this.latency =
        Timer.builder("berth.ledger.fold")
            .description("Folding one event or timer into its job")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(1_000))
            .maximumExpectedValue(Duration.ofMillis(100))
            .register(meters);
  }

  @Override
  public Folded fold(JobId job, @Nullable JobState before, Envelope<?> event, Instant now) {
    return timed(() -> {
      Folded folded = folding.fold(job, before, event, now);
      Optional<String> name =
          SpanNames.of(folded.outputs()).or(() -> seenAnew(before, folded, event));
      if (name.isEmpty()) {
        return folded;
      }
      Span span =
          span(name.get(), job, event.traceparent())
              .setSpanKind(SpanKind.CONSUMER)
              .setAttribute("berth.event", EventType.of(event.event()).wireName())
              .startSpan();
      try {
        return folding.fold(job, before, within(span, event), now);
      } finally {
        span.end();
      }
    });
  }

  @Override
  public Folded wake(JobState before, Instant now) {
    return timed(() -> {
      Folded folded = folding.wake(before, now);
      Optional<String> name = SpanNames.of(folded.outputs());
      if (name.isEmpty()) {
        return folded;
      }
      Span span = span(name.get(), before.id(), before.traceparent()).startSpan();
      try {
        return folding.wake(within(span, before), now);
      } finally {
        span.end();
      }
    });
  }

  private Folded timed(java.util.function.Supplier<Folded> fold) {
    return java.util.Objects.requireNonNull(latency.record(fold));
  }

  private SpanBuilder span(String name, JobId job, @Nullable String parent) {
    return tracer
        .spanBuilder(name)
        .setParent(Traceparents.read(parent))
        .setAttribute("berth.job", job.value());
  }

  /** Being seen in the same way again is no news; nor is what the ledger does not take. */
  private static Optional<String> seenAnew(
      @Nullable JobState before, Folded folded, Envelope<?> event) {
    if (!(event.event() instanceof AttemptObserved observed) || folded.state() == null) {
      return Optional.empty();
    }
    int number = observed.attempt().number();
    AttemptState was = before == null ? null : before.attempts().get(number);
    AttemptState is = folded.state().attempts().get(number);
    if (is == null
        || is.observation() == null
        || !is.observation().equals(observed.observation())) {
      return Optional.empty();
    }
    boolean same =
        was != null
            && was.observation() != null
            && was.observation().getClass().equals(observed.observation().getClass());
    return same ? Optional.empty() : Optional.of(SpanNames.of(observed.observation()));
  }

  private static <E extends dev.berth.contracts.Event> Envelope<E> within(
      Span span, Envelope<E> event) {
    return new Envelope<>(
        event.id(),
        event.source(),
        event.time(),
        traceparent(span).orElse(event.traceparent()),
        event.event());
  }

  private static JobState within(Span span, JobState job) {
    return new JobState(
        job.id(),
        job.spec(),
        job.since(),
        job.changedAt(),
        job.cancel(),
        job.cancelledUnplaced(),
        job.expired(),
        job.attempts(),
        job.asked(),
        job.settled(),
        job.failures(),
        job.retryAt(),
        job.outcome(),
        job.outcomeAt(),
        traceparent(span).orElse(job.traceparent()),
        job.wakeAt());
  }

  private static Optional<String> traceparent(Span span) {
    return Traceparents.write(Context.root().with(span));
  }
}
