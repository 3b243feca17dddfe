package dev.berth.advisor.telemetry;

import dev.berth.advisor.http.CurrentTrace;
import dev.berth.tracing.Traceparents;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** The trace of the HTTP request that is being answered. */
public final class SpanTrace implements CurrentTrace {

  @Override
  public Optional<String> traceparent() {
    return Traceparents.write(Context.current());
  }
}
