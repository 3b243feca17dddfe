package dev.berth.local.traces;

import dev.berth.local.text.Elapsed;
import dev.berth.local.text.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws a trace. */
public final class TraceTree {

  private static final String OURS = "berth.";

  private TraceTree() {}

  /** The lines: each span's start after the first, who, what, how long, Berth's own attributes. */
  public static String of(JobTrace trace) {
    if (trace.spans().isEmpty()) {
      return "trace " + trace.trace() + "\n";
    }
    long start = trace.spans().getFirst().startNanos();
    Map<String, List<KeptSpan>> children = trace.children();
    return new Tree(
            "trace %s, %d spans".formatted(trace.trace(), trace.spans().size()),
            trace.roots().stream().map(root -> tree(root, start, children)).toList())
        .toString();
  }

  private static Tree tree(KeptSpan span, long start, Map<String, List<KeptSpan>> children) {
    return new Tree(
        line(span, start),
        children.getOrDefault(span.id(), List.of()).stream()
            .map(child -> tree(child, start, children))
            .toList());
  }

  private static String line(KeptSpan span, long start) {
    String attributes =
        span.attributes().entrySet().stream()
            .filter(a -> a.getKey().startsWith(OURS) && !a.getKey().equals(KeptSpan.JOB))
            .map(a -> "  " + a.getKey().substring(OURS.length()) + "=" + a.getValue())
            .collect(Collectors.joining());
    String links = span.links().isEmpty() ? "" : "  follows " + String.join(", ", span.links());
    return "+%s  %s: %s  (%s)%s%s%s"
        .formatted(
            Elapsed.of(Duration.ofNanos(span.startNanos() - start)),
            span.service(),
            span.name(),
            Elapsed.of(span.duration()),
            attributes,
            links,
            span.error() == null ? "" : "  ERROR " + span.error());
  }
}
