package dev.berth.advisor.telemetry;

import dev.berth.advisor.Advising;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.RequestEvent;
import dev.berth.tracing.Traceparents;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;

/** One span a request that is answered; what is answered carries it on. */
public final class AdvisingTelemetry implements Advising {

  private final Advising advising;
  private final Tracer tracer;

  /** Around another. */
  public AdvisingTelemetry(Advising advising, Tracer tracer) {
    this.advising = advising;
    this.tracer = tracer;
  }

  @Override
  public List<Envelope<? extends DecisionEvent>> answer(Envelope<? extends RequestEvent> request) {
    Span span =
        tracer
            .spanBuilder("decide")
            .setParent(Traceparents.read(request.traceparent()))
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("berth.job", request.event().jobId().value())
            .setAttribute("berth.request", EventType.of(request.event()).wireName())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      List<Envelope<? extends DecisionEvent>> answers = advising.answer(request);
      String traceparent =
          Traceparents.write(Context.current().with(span)).orElse(request.traceparent());
      return answers.stream()
          .<Envelope<? extends DecisionEvent>>map(answer -> carried(answer, traceparent, span))
          .toList();
    } finally {
      span.end();
    }
  }

  private static Envelope<? extends DecisionEvent> carried(
      Envelope<? extends DecisionEvent> answer,
      @org.jspecify.annotations.Nullable String traceparent,
      Span span) {
    switch (answer.event()) {
      case JobPlaced placed ->
          span.updateName("decide " + placed.attempt().number())
              .setAttribute("berth.attempt", placed.attempt().toString())
              .setAttribute("berth.target", placed.target().value());
      case JobUnplaceable unplaceable ->
          span.updateName("decide " + unplaceable.attempt().number())
              .setAttribute("berth.attempt", unplaceable.attempt().toString())
              .setAttribute("berth.unplaceable", true);
      case JobRefused refused -> span.setAttribute("berth.refused", refused.cause().name());
    }
    return new Envelope<DecisionEvent>(
        answer.id(), answer.source(), answer.time(), traceparent, answer.event());
  }
}
