package dev.berth.targets.api;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a target is to make.
 *
 * @param attempt which attempt; every native object carries it
 * @param spec what the job asks for
 * @param resumed whether an earlier attempt ran; the job finds it as {@code BERTH_RESUMED}
 * @param traceparent the trace context to carry, or null
 */
public record Submission(
    AttemptId attempt, JobSpec spec, boolean resumed, @Nullable String traceparent) {}
