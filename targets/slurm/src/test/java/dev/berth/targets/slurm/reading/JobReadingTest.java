package dev.berth.targets.slurm.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Observation;
import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.JobState;
import dev.berth.targets.slurm.script.ExitRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state and reason, as squeue, slurmrestd and sacct have them, and what each comes to. */
class JobReadingTest {

  private static final Instant SUBMITTED = Instant.parse("2026-11-28T08:00:00Z");
  private static final Instant STARTED = Instant.parse("2026-11-28T08:10:00Z");
  private static final Instant ENDED = Instant.parse("2026-11-28T09:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-28T09:00:05Z");
  private static final Duration WITHIN = Duration.ofDays(7);
  private static final String COMMENT =
      "berth target=site attempt=job-1 job=job spec=" + "0".repeat(64);

  private static JobRow row(String states, String reason, String exit, String note) {
    boolean waits = states.startsWith("PENDING");
    return new JobRow(
        7,
        "job-1",
        JobState.of(List.of(states.split("\\+"))),
        reason,
        COMMENT + (note.isEmpty() ? "" : " ending=" + note),
        "batch",
        SUBMITTED,
        waits ? null : STARTED,
        waits ? null : ENDED,
        exit.isEmpty() ? ExitStatus.UNKNOWN : ExitStatus.ofPair(exit),
        waits ? "" : "n1",
        1);
  }

  /** The kind of an observation, its category if it is a failure, and its exit code. */
  private static String told(Observation observation) {
    return switch (observation) {
      case Observation.Pending _ -> "pending";
      case Observation.Running _ -> "running";
      case Observation.Succeeded _ -> "succeeded";
      case Observation.Failed failed ->
          failed.category() + (failed.exitCode() == null ? "" : " " + failed.exitCode());
      case Observation.Absent _ -> "absent";
      case Observation.Gone _ -> "gone";
      case Observation.Unreachable _ -> "unreachable";
    };
  }

  private static Observation read(JobRow row, @Nullable ExitRecord record) {
    return JobReading.read(row, record, WITHIN, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          None                                  | pending
          Priority                              | pending
          Resources                             | pending
          Dependency                            | pending
          BeginTime                             | pending
          Licenses                              | pending
          ReqNodeNotAvail,_UnavailableNodes:n1  | pending
          QOSMaxJobsPerUserLimit                | pending
          AssocGrpCpuLimit                      | pending
          AssocGrpCPURunMinutesLimit            | pending
          QOSGrpGRES                            | pending
          SomethingThatIsNewInSlurm30           | pending
          PartitionDown                         | capacity
          PartitionInactive                     | capacity
          JobHeldUser                           | configuration
          JobHeldAdmin                          | configuration
          BadConstraints                        | configuration
          InvalidAccount                        | configuration
          InvalidQOS                            | configuration
          AccountNotAllowed                     | configuration
          PartitionTimeLimit                    | configuration
          PartitionNodeLimit                    | configuration
          QOSMaxWallDurationPerJobLimit         | configuration
          QOSMaxGRESPerJob                      | configuration
          AssocMaxNodePerJobLimit               | configuration
          AssocGrpBillingMinutes                | configuration
          AssocGrpCPUMinutesLimit               | configuration
          QOSGrpNodeMinutes                     | configuration
          DependencyNeverSatisfied              | configuration
          ReservationDeleted                    | configuration
          launch_failed_requeued_held           | infrastructure
          launch failed requeued held           | infrastructure
          """)
  void readsWhyItWaits(String reason, String told) {
    assertThat(told(read(row("PENDING", reason, "", ""), null))).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUNNING               | running
          SUSPENDED             | running
          COMPLETING            | running
          COMPLETED+COMPLETING  | running
          CANCELLED+COMPLETING  | running
          TIMEOUT+COMPLETING    | running
          NODE_FAIL+COMPLETING  | running
          STAGE_OUT             | running
          SIGNALING             | running
          RUNNING+RESIZING      | running
          RUNNING+CONFIGURING   | pending
          CONFIGURING           | pending
          REQUEUE_HOLD          | infrastructure
          PENDING+REQUEUED      | pending
          SPECIAL_EXIT          | infrastructure
          RESV_DEL_HOLD         | configuration
          A_STATE_OF_SLURM_30   | running
          """)
  void readsWhatIsBetween(String states, String told) {
    assertThat(told(read(row(states, "None", "", ""), null))).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          COMPLETED      | None                | 0:0   | -              | succeeded
          COMPLETED      | None                | 0:0   | 0 1 program    | succeeded
          FAILED         | NonZeroExitCode     | 7:0   | 7 1 program    | application 7
          FAILED         | NonZeroExitCode     | 7:0   | -              | application 7
          FAILED         | NonZeroExitCode     | 127:0 | 127 1 program  | configuration 127
          FAILED         | NonZeroExitCode     | 126:0 | -              | configuration 126
          FAILED         | NonZeroExitCode     | 137:0 | 137 1 program  | infrastructure 137
          FAILED         | JobLaunchFailure    | 0:9   | -              | infrastructure 137
          FAILED         | RaisedSignal        | 0:9   | -              | infrastructure 137
          FAILED         | RaisedSignal        | 0:53  | -              | configuration
          FAILED         | NonZeroExitCode     | 122:0 | 122 1 system   | infrastructure 122
          FAILED         | NonZeroExitCode     | 121:0 | 121 1 duplicate | gone
          FAILED         | NonZeroExitCode     | 143:0 | 0 1 walltime   | walltime 0
          FAILED         | NonZeroExitCode     | 143:0 | 143 1 walltime | walltime 143
          FAILED         | NonZeroExitCode     | 143:0 | 143 1 duration | application 143
          FAILED         | NonZeroExitCode     | 143:0 | 143 1 terminated | infrastructure
          FAILED         | None                | -     | -              | application
          OUT_OF_MEMORY  | OutOfMemory         | 0:125 | -              | application 253
          OUT_OF_MEMORY  | OutOfMemory         | 1:0   | 137 1 program  | application 137
          TIMEOUT        | TimeLimit           | 0:15  | -              | walltime 143
          TIMEOUT        | TimeLimit           | 0:15  | 0 1 program    | succeeded
          TIMEOUT        | TimeLimit           | 0:1   | 143 1 walltime | walltime 143
          TIMEOUT        | TimeLimit           | 0:15  | 143 1 terminated | walltime 143
          TIMEOUT        | TimeLimit           | 0:15  | 1 1 program    | walltime 1
          TIMEOUT        | TimeLimit           | 0:1   | 143 1 duration | application 143
          PREEMPTED      | None                | 0:15  | -              | preempted
          PREEMPTED      | None                | 0:15  | 143 1 terminated | preempted
          CANCELLED      | None                | 0:15  | -              | infrastructure
          CANCELLED      | JobHeldUser         | 0:0   | -              | infrastructure
          CANCELLED      | None                | 0:15  | 143 1 terminated | infrastructure
          CANCELLED by 0 | None                | 0:0   | -              | infrastructure
          NODE_FAIL      | NodeDown            | 1:0   | -              | infrastructure
          NODE_FAIL      | NodeDown            | 1:0   | 1 1 program    | infrastructure
          NODE_FAIL      | NodeDown            | 1:0   | 0 1 program    | succeeded
          BOOT_FAIL      | None                | 0:0   | -              | infrastructure
          LAUNCH_FAILED  | None                | 0:0   | -              | infrastructure
          REVOKED        | None                | 0:0   | -              | infrastructure
          DEADLINE       | DeadLine            | 0:0   | -              | capacity
          """)
  void readsHowItEnded(
      String states, String reason, @Nullable String exit, @Nullable String record, String told) {
    ExitRecord left =
        record == null ? null : ExitRecord.parse(record).orElseThrow(AssertionError::new);

    assertThat(told(read(row(states, reason, exit == null ? "" : exit, ""), left))).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "walltime, walltime 143",
    "duration, application 143",
    "system, infrastructure 143",
    "duplicate, gone"
  })
  void readsTheCommentWhereNobodyCanReadTheRecord(String note, String told) {
    assertThat(told(read(row("FAILED", "NonZeroExitCode", "143:0", note), null))).isEqualTo(told);
  }

  @Test
  void tellsWhenItIsExpectedToStart() {
    JobRow row = row("PENDING", "Priority", "", "");
    JobRow planned =
        new JobRow(
            7,
            "job-1",
            row.state(),
            "Priority",
            COMMENT,
            "batch",
            SUBMITTED,
            NOW.plusSeconds(600),
            null,
            ExitStatus.UNKNOWN,
            "",
            1);

    assertThat(read(planned, null))
        .isEqualTo(
            new Observation.Pending(
                "partition batch: jobs of a higher priority are before it (Priority)",
                NOW.plusSeconds(600)));
  }

  @Test
  void failsForWantOfCapacityWhatHasWaitedTooLong() {
    JobRow row = row("PENDING", "Priority", "", "");

    assertThat(told(JobReading.read(row, null, Duration.ofMinutes(61), NOW))).isEqualTo("pending");
    assertThat(told(JobReading.read(row, null, Duration.ofMinutes(60), NOW))).isEqualTo("capacity");
  }

  @Test
  void takesTheTimesOfTheRecordAndElseOfSlurm() {
    Instant recorded = Instant.ofEpochSecond(1_795_000_000);

    assertThat(read(row("COMPLETED", "None", "0:0", ""), null))
        .isEqualTo(new Observation.Succeeded(ENDED));
    assertThat(
            read(
                row("COMPLETED", "None", "0:0", ""),
                ExitRecord.parse("0 1795000000 program").orElseThrow()))
        .isEqualTo(new Observation.Succeeded(recorded));
    assertThat(read(row("RUNNING", "None", "", ""), null))
        .isEqualTo(new Observation.Running(STARTED));
  }

  @Test
  void readsTheRecordAloneOfAJobThatSlurmHasForgotten() {
    assertThat(told(JobReading.read(ExitRecord.parse("0 1 program").orElseThrow())))
        .isEqualTo("succeeded");
    assertThat(told(JobReading.read(ExitRecord.parse("3 1 program").orElseThrow())))
        .isEqualTo("application 3");
    assertThat(told(JobReading.read(ExitRecord.parse("143 1 walltime").orElseThrow())))
        .isEqualTo("walltime 143");
    assertThat(JobReading.read(ExitRecord.parse("3 1 program").orElseThrow()))
        .isInstanceOfSatisfying(
            Observation.Failed.class,
            failed -> assertThat(failed.reason()).doesNotContain("job 0"));
  }
}
