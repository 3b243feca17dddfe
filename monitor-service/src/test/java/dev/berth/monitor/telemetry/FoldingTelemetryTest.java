package dev.berth.monitor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.Folded;
import dev.berth.monitor.Folding;
import dev.berth.monitor.JobState;
import dev.berth.monitor.Ledger;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.fixtures.JobFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldingTelemetryTest {

  private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
  private static final LedgerPolicy POLICY =
      new LedgerPolicy(
          Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(7));
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String REQUEST_SPAN = "b7ad6b7169203331";
  private static final TargetId TARGET = new TargetId("pool-a");
  private static final JobFacts JOB =
      JobFacts.of("digits", "train").at(START).traced("00-" + TRACE + "-" + REQUEST_SPAN + "-01");

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Folding folding =
      new FoldingTelemetry(
          Folding.by(new Ledger(POLICY)),
          SdkTracerProvider.builder()
              .addSpanProcessor(SimpleSpanProcessor.create(spans))
              .build()
              .get("test"),
          new SimpleMeterRegistry());

  private final List<Envelope<? extends Event>> written = new ArrayList<>();
  private @Nullable JobState state;

  @Test
  void oneTraceRunsFromTheRequestThroughTheEndToTheReschedule() {
    fold(JOB.requested());
    fold(JOB.placed(1, TARGET));
    fold(JOB.submitted(1, TARGET, "pid-1"));
    assertThat(spans.getFinishedSpanItems()).isEmpty();
    fold(seen(new Observation.Running(START)));
    fold(seen(new Observation.Gone("killed")));
    fold(JOB.released(1, TARGET).event(), written.getLast().traceparent());
    wake(START.plusSeconds(1));

    List<SpanData> all = spans.getFinishedSpanItems();
    assertThat(all)
        .extracting(SpanData::getName)
        .containsExactly("observe running", "end 1", "reschedule 1");
    assertThat(all).extracting(SpanData::getTraceId).containsOnly(TRACE);
    SpanData end = all.get(1);
    assertThat(end.getParentSpanId()).isEqualTo(REQUEST_SPAN);
    assertThat(all.getLast().getParentSpanId()).isEqualTo(end.getSpanId());
    assertThat(written)
        .extracting(Envelope::traceparent)
        .containsExactly(
            "00-" + TRACE + "-" + end.getSpanId() + "-01",
            "00-" + TRACE + "-" + all.getLast().getSpanId() + "-01");
  }

  @Test
  void whatTellsNothingNewHasNoSpan() {
    fold(JOB.requested());
    fold(JOB.placed(1, TARGET));
    fold(JOB.submitted(1, TARGET, "pid-1"));
    fold(seen(new Observation.Running(START)));
    fold(seen(new Observation.Running(START)));

    assertThat(spans.getFinishedSpanItems()).hasSize(1);
  }

  @Test
  void standsBetweenAndChangesNothing() {
    Folding bare = Folding.by(new Ledger(POLICY));
    Envelope<?> event = JOB.requested();

    assertThat(folding.fold(JOB.job(), null, event, START))
        .isEqualTo(bare.fold(JOB.job(), null, event, START));
  }

  private static Envelope<?> seen(Observation observation) {
    return JOB.observed(1, TARGET, observation, START);
  }

  private void fold(Event event, @Nullable String traceparent) {
    fold(
        new Envelope<>(
            new dev.berth.contracts.EventId("told"), "/test", START, traceparent, event));
  }

  private void fold(Envelope<?> event) {
    taken(folding.fold(JOB.job(), state, event, START));
  }

  private void wake(Instant now) {
    taken(folding.wake(java.util.Objects.requireNonNull(state), now));
  }

  private void taken(Folded folded) {
    state = folded.state();
    written.addAll(folded.outputs());
  }
}
