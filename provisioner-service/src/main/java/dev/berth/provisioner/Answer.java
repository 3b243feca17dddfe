package dev.berth.provisioner;

import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a task.
 *
 * @param reply what was answered
 * @param at when
 * @param traceparent the trace context that the task was carried out in, which what follows belongs
 *     to; or null
 */
public record Answer(Reply reply, Instant at, @Nullable String traceparent) {

  /** What was answered. */
  public sealed interface Reply {}

  /** A target's answer to {@link Task.Submit}. */
  public record OfSubmit(SubmitOutcome outcome) implements Reply {}

  /** A target's answer to any {@link Task.Releasing}. */
  public record OfRelease(ReleaseOutcome outcome) implements Reply {}

  /** {@link Task.Publish} is acknowledged by all in-sync replicas. */
  public record Published() implements Reply {}

  /**
   * Nothing is known of what came of it, so it is done again.
   *
   * @param cause what happened
   * @param ours whether it is a bug of ours rather than trouble outside
   */
  public record Trouble(Throwable cause, boolean ours) implements Reply {

    /** What happened, in one sentence. */
    public String reason() {
      return ours ? "a bug in Berth: " + cause : String.valueOf(cause.getMessage());
    }
  }
}
