package dev.berth.local.traces;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A span as it is kept: one line of JSON.
 *
 * @param trace the trace's id, 32 hexadecimal digits
 * @param id its own, 16 digits
 * @param parent its parent's, or null for a root
 * @param service who wrote it
 * @param name what was done
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param error what went wrong, or null if nothing did
 * @param attributes by name, values as text
 * @param links ids of spans that it also follows
 */
public record KeptSpan(
    String trace,
    String id,
    @Nullable String parent,
    String service,
    String name,
    long startNanos,
    long endNanos,
    @Nullable String error,
    Map<String, String> attributes,
    List<String> links) {

  /** The attribute by which a job's spans are found. */
  public static final String JOB = "berth.job";

  /** The attribute that names an attempt. */
  public static final String ATTEMPT = "berth.attempt";

  /** Copies the collections. */
  @SuppressWarnings("NullAway") // absent in JSON arrives as null
  public KeptSpan {
    attributes =
        attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    links = links == null ? List.of() : List.copyOf(links);
  }

  /** How long it took. */
  public Duration duration() {
    return Duration.ofNanos(endNanos - startNanos);
  }
}
