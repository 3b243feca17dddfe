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
 * @param first whether it is certain that nobody has asked for this attempt before, nor released
 *     it: a driver that would have to look for it first, need not. False is always right, and what
 *     every later try has.
 */
public record Submission(
    AttemptId attempt, JobSpec spec, boolean resumed, @Nullable String traceparent, boolean first) {

  /** One that may have been asked for before. */
  public Submission(
      AttemptId attempt, JobSpec spec, boolean resumed, @Nullable String traceparent) {
    this(attempt, spec, resumed, traceparent, false);
  }
}
