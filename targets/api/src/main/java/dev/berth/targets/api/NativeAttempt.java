package dev.berth.targets.api;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One of Berth's attempts as a target has it.
 *
 * @param attempt which attempt, by the label that it carries
 * @param nativeId what the target calls it: a pid, an object's UID, a job number
 * @param observation what the target says of it
 * @param traceparent the trace context that it carries, or null
 */
public record NativeAttempt(
    AttemptId attempt, String nativeId, Observation observation, @Nullable String traceparent) {}
