package dev.berth.targets.slurm.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.slurm.conversation.JobRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a job waits (squeue(1), "JOB REASON CODES"), and whether there is any use in waiting. */
final class WaitingJob {

  /** No patience mends these: somebody has to do something about the job or the account. */
  private static final Set<String> HOPELESS =
      Set.of(
          "AccountNotAllowed",
          "AccountingPolicy",
          "AssociationTimeLimit",
          "BadConstraints",
          "DeadLine",
          "DependencyNeverSatisfied",
          "InvalidAccount",
          "InvalidQOS",
          "PartitionNodeLimit",
          "PartitionTimeLimit",
          "QOSNotAllowed",
          "QOSTimeLimit",
          "QOSUsageThreshold",
          "ReservationDeleted");

  /** A closed door that somebody may open, whoever knows when. */
  private static final Set<String> CLOSED = Set.of("PartitionDown", "PartitionInactive");

  private WaitingJob() {}

  static Observation read(JobRow row, Duration startWithin, Instant now) {
    String reason = row.reason();
    Optional<String> wrong = wrong(reason);
    if (wrong.isPresent()) {
      return JobReading.failed(FailureCategory.CONFIGURATION, wrong.get(), now);
    }
    if (isSystemsFault(reason)) {
      return JobReading.failed(
          FailureCategory.INFRASTRUCTURE,
          "it could not be launched, and Slurm holds it (%s)".formatted(reason),
          now);
    }
    if (CLOSED.contains(reason)) {
      return JobReading.failed(
          FailureCategory.CAPACITY,
          "partition %s takes no jobs now (%s)".formatted(row.partition(), reason),
          now);
    }
    Instant since = row.submittedAt();
    if (since != null && !now.isBefore(since.plus(startWithin))) {
      return JobReading.failed(
          FailureCategory.CAPACITY,
          "not started within %s: it waits for %s".formatted(startWithin, told(reason)),
          now);
    }
    return new Observation.Pending(
        "partition %s: %s".formatted(row.partition(), told(reason)), row.startedAt());
  }

  private static Optional<String> wrong(String reason) {
    if (HOPELESS.contains(reason)) {
      return Optional.of("Slurm will never start it (%s)".formatted(reason));
    }
    if (reason.equals("JobHeldUser") || reason.equals("JobHeldAdmin")) {
      return Optional.of(
          "it is held by %s (%s)"
              .formatted(reason.equals("JobHeldUser") ? "its user" : "an administrator", reason));
    }
    return isSpent(reason)
        ? Optional.of("the account has no hours left (%s)".formatted(reason))
        : isTooLarge(reason)
            ? Optional.of("one job may not have so much (%s)".formatted(reason))
            : Optional.empty();
  }

  /**
   * {@code AssocGrpBillingMinutes}, {@code QOSGrpCPUMinutesLimit}: what was given for a period is
   * used. What runs now counts in {@code …RunMinutes}, which comes back as jobs end.
   */
  private static boolean isSpent(String reason) {
    return reason.matches("(Assoc|QOS)Grp\\w*Minutes(Limit)?") && !reason.contains("RunMinutes");
  }

  /** {@code QOSMaxGRESPerJob}, {@code AssocMaxWallDurationPerJobLimit}, {@code QOSMinGRES}. */
  private static boolean isTooLarge(String reason) {
    return reason.matches(
        "(Assoc|QOS)Max\\w*(PerJob|PerNode|MinutesPerJob|WallDurationPerJob)(Limit)?|QOSMin\\w+");
  }

  /** Slurm's own words have blanks here, and scontrol writes them with underscores. */
  private static boolean isSystemsFault(String reason) {
    String plain = reason.toLowerCase(Locale.ROOT).replace('_', ' ');
    return plain.contains("requeued held") || plain.equals("systemfailure");
  }

  private static String told(String reason) {
    return switch (reason) {
      case "None", "" -> "the scheduler has not looked at it yet";
      case "Priority" -> "jobs of a higher priority are before it (Priority)";
      case "Resources" -> "it is next, and waits for nodes (Resources)";
      default -> reason;
    };
  }
}
