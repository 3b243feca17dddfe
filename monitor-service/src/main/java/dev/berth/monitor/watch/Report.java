package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import org.jspecify.annotations.Nullable;

/**
 * An observation that has to be published.
 *
 * @param attempt what was observed
 * @param nativeId what its target calls it; empty when it was not found
 * @param observation what was seen
 * @param traceparent the trace context that it carries on its target, or null
 */
public record Report(
    AttemptId attempt, String nativeId, Observation observation, @Nullable String traceparent) {}
