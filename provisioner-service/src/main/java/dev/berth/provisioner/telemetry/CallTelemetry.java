package dev.berth.provisioner.telemetry;

import dev.berth.provisioner.Answer;
import dev.berth.provisioner.Calls;
import dev.berth.provisioner.Task;
import dev.berth.tracing.Traceparents;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One span a call to a target. The target carries that span's context, and so does what is
 * published of the call.
 */
public final class CallTelemetry implements Calls {

  private final Calls calls;
  private final Tracer tracer;
  private final CallMeters meters;

  /** Around others. */
  public CallTelemetry(Calls calls, Tracer tracer, CallMeters meters) {
    this.calls = calls;
    this.tracer = tracer;
    this.meters = meters;
  }

  @Override
  public Answer perform(Task task) {
    return switch (task) {
      case Task.Submit submit -> traced(submit, "submit " + number(task));
      case Task.Fence fence -> traced(fence, "fence");
      case Task.Release release -> traced(release, "release " + number(task));
      case Task.MakeRefusalFinal refusal -> traced(refusal, "release " + number(task));
      case Task.Publish publish -> {
        Context context = Traceparents.read(publish.traceparent());
        try (Scope _ = context.makeCurrent()) {
          yield meters.measured(publish, () -> calls.perform(publish));
        }
      }
    };
  }

  private Answer traced(Task task, String name) {
    Span span =
        tracer
            .spanBuilder(name)
            .setParent(Traceparents.read(task.traceparent()))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("berth.job", task.place().attempt().job().value())
            .setAttribute("berth.attempt", task.place().attempt().toString())
            .setAttribute("berth.target", task.place().target().value())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      @Nullable String own =
          Traceparents.write(Context.current().with(span)).orElse(task.traceparent());
      Task within = task.within(own);
      Answer answer = meters.measured(task, () -> calls.perform(within));
      span.setAttribute("berth.outcome", CallMeters.outcome(answer.reply()));
      if (answer.reply() instanceof Answer.Trouble trouble) {
        span.setStatus(StatusCode.ERROR, trouble.reason());
      }
      return answer;
    } finally {
      span.end();
    }
  }

  private static int number(Task task) {
    return task.place().attempt().number();
  }
}
