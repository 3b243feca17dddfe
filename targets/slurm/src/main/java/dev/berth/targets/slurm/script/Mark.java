package dev.berth.targets.slurm.script;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a job's comment says: whose it is. Slurm's accounting keeps comments if the site wants it so
 * ({@code AccountingStoreFlags=job_comment}), and so may not; the name is always there.
 *
 * @param target whose, since several may share a Slurm and a user
 * @param attempt which attempt
 * @param spec the hash of its spec ({@link SpecHash})
 * @param traceparent the trace context, or null
 * @param note what the batch script found worth telling at its end, or null; {@link Ending} lists
 *     the words
 */
public record Mark(
    TargetId target,
    AttemptId attempt,
    String spec,
    @Nullable String traceparent,
    @Nullable String note) {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "berth target=(\\S+) attempt=(\\S+) job=\\S+ spec=([0-9a-f]{64})(?: traceparent=(\\S+))?(?: ending=(\\S+))?");

  // www.w3.org/TR/trace-context, "traceparent Header Field Values"
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** Of what is submitted; a trace context that is none is left out. */
  public static Mark of(TargetId target, Submission submission) {
    String traceparent = submission.traceparent();
    return new Mark(
        target,
        submission.attempt(),
        SpecHash.of(submission.spec()),
        traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null,
        null);
  }

  /** The comment: one line without quotes, at most some 330 characters. */
  public String text() {
    return "berth target=%s attempt=%s job=%s spec=%s%s%s"
        .formatted(
            target,
            attempt,
            attempt.job(),
            spec,
            traceparent == null ? "" : " traceparent=" + traceparent,
            note == null ? "" : " ending=" + note);
  }

  /** Reads a comment; empty if it is none of Berth's. */
  public static Optional<Mark> parse(String comment) {
    Matcher read = WRITTEN.matcher(comment.strip());
    if (!read.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Mark(
              new TargetId(read.group(1)),
              AttemptId.parse(read.group(2)),
              read.group(3),
              read.group(4),
              read.group(5)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
