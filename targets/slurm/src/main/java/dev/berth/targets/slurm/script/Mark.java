package dev.berth.targets.slurm.script;

import dev.berth.contracts.AttemptId;
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
 * @param attempt which attempt
 * @param spec the hash of its spec ({@link SpecHash})
 * @param traceparent the trace context, or null
 * @param note what the batch script found worth telling at its end, or null; {@link Ending} lists
 *     the words
 */
public record Mark(
    AttemptId attempt, String spec, @Nullable String traceparent, @Nullable String note) {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "berth attempt=(\\S+) job=\\S+ spec=([0-9a-f]{64})(?: traceparent=(\\S+))?(?: ending=(\\S+))?");

  /** Of what is submitted. */
  public static Mark of(Submission submission) {
    return new Mark(
        submission.attempt(), SpecHash.of(submission.spec()), submission.traceparent(), null);
  }

  /** The comment: one line without quotes, at most some 250 characters. */
  public String text() {
    return "berth attempt=%s job=%s spec=%s%s%s"
        .formatted(
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
          new Mark(AttemptId.parse(read.group(1)), read.group(2), read.group(3), read.group(4)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
