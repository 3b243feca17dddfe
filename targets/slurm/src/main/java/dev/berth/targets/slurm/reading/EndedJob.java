package dev.berth.targets.slurm.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.JobState;
import dev.berth.targets.slurm.script.Ending;
import dev.berth.targets.slurm.script.ExitRecord;
import dev.berth.targets.slurm.script.Mark;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended. What its batch script left goes first where it tells of the program: Slurm's
 * state tells of the allocation, which may have been lost when the program had ended.
 */
final class EndedJob {

  private static final int SIGNALLED = 128;

  /** What slurmstepd raises where it cannot open the output or enter the folder. */
  private static final int CANNOT_BEGIN = 53;

  private EndedJob() {}

  static Observation read(JobRow row, @Nullable ExitRecord record, Instant now) {
    Instant at = endedAt(row, record, now);
    Ending ending = ending(row, record);
    if (ending == Ending.PROGRAM && record != null && record.code() == 0) {
      return new Observation.Succeeded(at);
    }
    return switch (row.state().base()) {
      case "NODE_FAIL", "BOOT_FAIL", "LAUNCH_FAILED", "REVOKED" ->
          failed(FailureCategory.INFRASTRUCTURE, "Slurm lost its nodes", row, null, at);
      case "PREEMPTED" ->
          failed(FailureCategory.PREEMPTED, "Slurm took its nodes for another job", row, null, at);
      case "OUT_OF_MEMORY" ->
          failed(
              FailureCategory.APPLICATION,
              "it took more memory than its job asks for",
              row,
              code(row, record),
              at);
      case "TIMEOUT" ->
          ending == Ending.DURATION
              ? byEnding(ending, row, record, at)
              : failed(
                  FailureCategory.WALLTIME,
                  "the time that its queue allows was up",
                  row,
                  code(row, record),
                  at);
      case "DEADLINE" ->
          failed(FailureCategory.CAPACITY, "its Slurm deadline passed", row, null, at);
      default -> ending == null ? byState(row, at) : byEnding(ending, row, record, at);
    };
  }

  static Observation read(ExitRecord record) {
    if (record.ending() == Ending.PROGRAM && record.code() == 0) {
      return new Observation.Succeeded(record.endedAt());
    }
    JobRow forgotten =
        new JobRow(
            0,
            "",
            new JobState("", List.of()),
            "None",
            "",
            "",
            null,
            null,
            null,
            ExitStatus.UNKNOWN,
            "",
            1);
    return byEnding(record.ending(), forgotten, record, record.endedAt());
  }

  private static Observation byEnding(
      Ending ending, JobRow row, @Nullable ExitRecord record, Instant at) {
    Integer code = code(row, record);
    return switch (ending) {
      case PROGRAM -> program(row, code, at);
      case WALLTIME ->
          failed(
              FailureCategory.WALLTIME,
              "the time that its queue allows was nearly up, and it was told",
              row,
              code,
              at);
      case DURATION ->
          failed(
              FailureCategory.APPLICATION, "it ran longer than its maximumDuration", row, code, at);
      case TERMINATED -> cancelled(row, at);
      case SYSTEM ->
          failed(
              FailureCategory.INFRASTRUCTURE,
              "it could not be run there; its output says why",
              row,
              code,
              at);
      case DUPLICATE ->
          new Observation.Gone(
              "job %d ran nothing: its attempt was taken already".formatted(row.job()));
    };
  }

  private static Observation byState(JobRow row, Instant at) {
    return switch (row.state().base()) {
      case "COMPLETED" -> new Observation.Succeeded(at);
      case "CANCELLED" -> cancelled(row, at);
      default -> withoutRecord(row, at);
    };
  }

  private static Observation cancelled(JobRow row, Instant at) {
    return failed(
        FailureCategory.INFRASTRUCTURE, "somebody else than Berth cancelled it", row, null, at);
  }

  /**
   * Slurm tells of the batch script alone, and that it wrote no record means that it was killed.
   */
  private static Observation withoutRecord(JobRow row, Instant at) {
    Integer signal = row.exit().signal();
    if (signal != null && signal == CANNOT_BEGIN) {
      return failed(
          FailureCategory.CONFIGURATION,
          "its folder or its output cannot be used there",
          row,
          null,
          at);
    }
    boolean killed = signal != null || row.reason().equals("JobLaunchFailure");
    return killed
        ? failed(
            FailureCategory.INFRASTRUCTURE, "its batch script was killed", row, code(row, null), at)
        : program(row, row.exit().code(), at);
  }

  private static Observation program(JobRow row, @Nullable Integer code, Instant at) {
    return failed(
        code == null ? FailureCategory.APPLICATION : ExitCodes.category(code),
        code == null ? "it failed" : "it ended with " + ExitCodes.told(code),
        row,
        code,
        at);
  }

  /** The record's, or what the batch script wrote into the comment where nobody can read files. */
  private static @Nullable Ending ending(JobRow row, @Nullable ExitRecord record) {
    if (record != null) {
      return record.ending();
    }
    return row.mark().map(Mark::note).flatMap(Ending::named).orElse(null);
  }

  private static @Nullable Integer code(JobRow row, @Nullable ExitRecord record) {
    if (record != null) {
      return record.code();
    }
    ExitStatus exit = row.exit();
    return exit.signal() == null ? exit.code() : Integer.valueOf(SIGNALLED + exit.signal());
  }

  private static Instant endedAt(JobRow row, @Nullable ExitRecord record, Instant now) {
    if (record != null) {
      return record.endedAt();
    }
    return row.endedAt() == null ? now : row.endedAt();
  }

  private static Observation failed(
      FailureCategory category, String what, JobRow row, @Nullable Integer code, Instant at) {
    String reason = row.reason();
    if (row.job() == 0) {
      return new Observation.Failed(category, what + ", by its exit record", code, "", at);
    }
    boolean told = reason.isEmpty() || reason.equals("None") || reason.equals("NonZeroExitCode");
    return new Observation.Failed(
        category,
        "%s: job %d is %s%s"
            .formatted(what, row.job(), row.state(), told ? "" : " (" + reason + ")"),
        code,
        "",
        at);
  }
}
