package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a target, or its silence, says of one attempt. A driver translates; the ledger judges. */
@RegisterForReflection
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Observation.Pending.class, name = "pending"),
  @JsonSubTypes.Type(value = Observation.Running.class, name = "running"),
  @JsonSubTypes.Type(value = Observation.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = Observation.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Observation.Absent.class, name = "absent"),
  @JsonSubTypes.Type(value = Observation.Gone.class, name = "gone"),
  @JsonSubTypes.Type(value = Observation.Unreachable.class, name = "unreachable")
})
public sealed interface Observation {

  /**
   * The target holds it and it does not run yet.
   *
   * @param reason what it waits for, in the target's words
   * @param expectedStart when the target expects it to start, or null if it does not say
   */
  @RegisterForReflection
  record Pending(String reason, @Nullable Instant expectedStart) implements Observation {}

  /**
   * It runs.
   *
   * @param startedAt since when, by the target's clock
   * @param notice that a machine of it is about to be taken away for good, in its provider's words;
   *     null if nobody has said so
   */
  @RegisterForReflection
  record Running(Instant startedAt, @Nullable String notice) implements Observation {

    /** With no notice. */
    public Running(Instant startedAt) {
      this(startedAt, null);
    }
  }

  /**
   * It ended well.
   *
   * @param endedAt when, by the target's clock
   */
  @RegisterForReflection
  record Succeeded(Instant endedAt) implements Observation {}

  /**
   * It failed, and the target says how.
   *
   * @param category whose retry budget it takes from
   * @param reason what the target said, in one sentence
   * @param exitCode the program's own, or null if it has none
   * @param logTail the last lines of its log, at most 4,096 characters; empty if there are none
   * @param endedAt when, by the target's clock
   */
  @RegisterForReflection
  record Failed(
      FailureCategory category,
      String reason,
      @Nullable Integer exitCode,
      String logTail,
      Instant endedAt)
      implements Observation {}

  /**
   * The target answered and did not list the attempt, which it had taken. One such look makes the
   * attempt suspect; only a second one, a minimum time later, proves its loss.
   *
   * @param evidence what was asked and answered, in one sentence
   */
  @RegisterForReflection
  record Absent(String evidence) implements Observation {}

  /**
   * The target, being healthy, says of this very attempt that it has died without an exit record or
   * was deleted: proof of loss.
   *
   * @param evidence what proves it, in one sentence
   */
  @RegisterForReflection
  record Gone(String evidence) implements Observation {}

  /**
   * The target cannot be asked. This is never a failure of the attempt.
   *
   * @param reason why, in one sentence
   * @param since when it last answered, or null if it never did
   */
  @RegisterForReflection
  record Unreachable(String reason, @Nullable Instant since) implements Observation {}
}
