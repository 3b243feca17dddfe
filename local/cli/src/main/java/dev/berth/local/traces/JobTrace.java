package dev.berth.local.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one trace of a job.
 *
 * @param trace its id
 * @param spans by their start
 */
public record JobTrace(String trace, List<KeptSpan> spans) {

  private static final Comparator<KeptSpan> BY_START =
      Comparator.comparingLong(KeptSpan::startNanos).thenComparing(KeptSpan::id);

  /** Copies and orders the spans. */
  public JobTrace {
    spans = spans.stream().sorted(BY_START).toList();
  }

  /**
   * A job's trace among all spans. A request that was sent twice began two traces, of which one has
   * the attempts: the one with most spans that name the job.
   *
   * @return empty if no span names the job
   */
  public static Optional<JobTrace> of(String job, List<KeptSpan> all) {
    Map<String, Long> counts =
        all.stream()
            .filter(span -> job.equals(span.attributes().get(KeptSpan.JOB)))
            .collect(
                Collectors.groupingBy(KeptSpan::trace, Collectors.summingLong(JobTrace::weight)));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .map(trace ->
            new JobTrace(trace, all.stream().filter(span -> span.trace().equals(trace)).toList()));
  }

  /** A span of an attempt says more than one of a request. */
  private static long weight(KeptSpan span) {
    return span.attributes().containsKey(KeptSpan.ATTEMPT) ? 1_000 : 1;
  }

  /** Spans without a parent, or whose parent was never exported. */
  public List<KeptSpan> roots() {
    Set<String> known = spans.stream().map(KeptSpan::id).collect(Collectors.toSet());
    return spans.stream().filter(s -> s.parent() == null || !known.contains(s.parent())).toList();
  }

  /** Each span's children, by their start. */
  public Map<String, List<KeptSpan>> children() {
    Map<String, List<KeptSpan>> children = new HashMap<>();
    for (KeptSpan span : spans) {
      String parent = span.parent();
      if (parent != null) {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(span);
      }
    }
    return children;
  }
}
