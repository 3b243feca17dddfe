package dev.berth.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trace contexts as events carry them: one {@code traceparent}, as W3C writes it. */
public final class Traceparents {

  private static final String FIELD = "traceparent";

  private static final TextMapGetter<String> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(FIELD);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(FIELD) ? carrier : null;
        }
      };

  private Traceparents() {}

  /** The context of that text; the root where there is none, or it is not one. */
  public static Context read(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
  }

  /** The text of that context; empty where nothing is traced. */
  public static Optional<String> write(Context context) {
    Map<String, String> carrier = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(context, carrier, (_, key, value) -> carrier.put(key, value));
    return Optional.ofNullable(carrier.get(FIELD));
  }
}
