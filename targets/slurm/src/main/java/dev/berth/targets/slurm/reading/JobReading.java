package dev.berth.targets.slurm.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.script.ExitRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's row, of the queue or the accounting, and what its batch script left. While a job is
 * COMPLETING its processes may live: it is seen running until that is over.
 */
public final class JobReading {

  private JobReading() {}

  /**
   * What is seen.
   *
   * @param record what the batch script left, or null if nothing is known of it
   * @param startWithin how long it may wait
   */
  public static Observation read(
      JobRow row, @Nullable ExitRecord record, Duration startWithin, Instant now) {
    if (row.state().isOver()) {
      return EndedJob.read(row, record, now);
    }
    if (row.state().isWaiting()) {
      return WaitingJob.read(row, startWithin, now);
    }
    return between(row, now);
  }

  /** What is seen where only the batch script's record is left. */
  public static Observation read(ExitRecord record) {
    return EndedJob.read(record);
  }

  /** It has its nodes, or has had them, or is in a state that nobody here knows. */
  private static Observation between(JobRow row, Instant now) {
    for (String flag : row.state().flags()) {
      switch (flag) {
        case "CONFIGURING", "POWER_UP_NODE" -> {
          return new Observation.Pending("its nodes are being started (" + flag + ")", null);
        }
        case "REQUEUE_HOLD", "SPECIAL_EXIT" -> {
          return failed(
              FailureCategory.INFRASTRUCTURE,
              "Slurm put it back and holds it: %s, %s".formatted(row.state(), row.reason()),
              now);
        }
        case "RESV_DEL_HOLD" -> {
          return failed(
              FailureCategory.CONFIGURATION,
              "its reservation was deleted, and Slurm holds it (RESV_DEL_HOLD)",
              now);
        }
        default -> {
          // Said below, by whether it has started.
        }
      }
    }
    boolean started =
        row.state().base().equals("RUNNING")
            || row.state().isCompleting()
            || (row.startedAt() != null && !row.startedAt().isAfter(now));
    return started
        ? new Observation.Running(started(row, now))
        : new Observation.Pending("state " + row.state() + ", reason " + row.reason(), null);
  }

  private static Instant started(JobRow row, Instant now) {
    Instant started = row.startedAt() == null ? row.submittedAt() : row.startedAt();
    return started == null ? now : started;
  }

  static Observation failed(FailureCategory category, String reason, Instant at) {
    return new Observation.Failed(category, reason, null, "", at);
  }
}
