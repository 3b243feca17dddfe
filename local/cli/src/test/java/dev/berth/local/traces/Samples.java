package dev.berth.local.traces;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans for tests. */
final class Samples {

  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private Samples() {}

  static KeptSpan span(String id, @Nullable String parent, String name, long startMillis) {
    return span(TRACE, id, parent, name, startMillis, Map.of(KeptSpan.JOB, "digits"));
  }

  static KeptSpan span(
      String trace,
      String id,
      @Nullable String parent,
      String name,
      long startMillis,
      Map<String, String> attributes) {
    return new KeptSpan(
        trace,
        id,
        parent,
        "berth-advisor",
        name,
        startMillis * 1_000_000,
        (startMillis + 5) * 1_000_000,
        null,
        attributes,
        List.of());
  }
}
