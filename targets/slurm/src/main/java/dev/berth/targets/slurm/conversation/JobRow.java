package dev.berth.targets.slurm.conversation;

import dev.berth.targets.slurm.script.Mark;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Slurm says of one job.
 *
 * @param job its id
 * @param name its name
 * @param state its state
 * @param reason why it is in it, such as {@code Priority}; {@code None} if Slurm names none
 * @param comment its comment; empty if it has none, or the accounting does not keep it
 * @param partition where it is
 * @param submittedAt when it came, or null
 * @param startedAt when it started or, of one that waits, is expected to; null if not known
 * @param endedAt when it ended; null if it has not, or nobody knows
 * @param exit how its batch script ended
 * @param nodes where it runs or ran, in Slurm's notation; empty if nowhere
 * @param nodeCount how many nodes it has or wants, at least 1
 */
public record JobRow(
    long job,
    String name,
    JobState state,
    String reason,
    String comment,
    String partition,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    ExitStatus exit,
    String nodes,
    int nodeCount) {

  /** What its comment says, if it is one of Berth's. */
  public Optional<Mark> mark() {
    return Mark.parse(comment);
  }

  /** The same, now that it is known how its batch script ended. */
  public JobRow withExit(ExitStatus known) {
    return new JobRow(
        job,
        name,
        state,
        reason,
        comment,
        partition,
        submittedAt,
        startedAt,
        endedAt,
        known,
        nodes,
        nodeCount);
  }
}
