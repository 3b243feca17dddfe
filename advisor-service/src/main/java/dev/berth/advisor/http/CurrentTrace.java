package dev.berth.advisor.http;

import java.util.Optional;

/** The trace that the present request belongs to. */
@FunctionalInterface
public interface CurrentTrace {

  /** As W3C writes it, or empty if nothing is traced. */
  Optional<String> traceparent();
}
