package dev.berth.targets.slurm.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.ssh.Said;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as the commands of 22.05, 24.11 and 26.05 printed them. */
class AnswersTest {

  @Test
  void squeueIsReadWithACommentThatHasAnythingInIt() {
    JobRow row =
        Rows.ofSqueue(
                "3|RUNNING|None|1795863212|NONE|1795863211|batch|n[1-2]|2|q-1|berth target=a | b=c")
            .orElseThrow();

    assertThat(row.job()).isEqualTo(3);
    assertThat(row.name()).isEqualTo("q-1");
    assertThat(row.comment()).isEqualTo("berth target=a | b=c");
    assertThat(row.startedAt()).isEqualTo(Instant.ofEpochSecond(1_795_863_212));
    assertThat(row.endedAt()).isNull();
    assertThat(row.nodes()).isEqualTo("n[1-2]");
    assertThat(row.nodeCount()).isEqualTo(2);
    assertThat(Rows.ofSqueue("garbage")).isEmpty();
    assertThat(Rows.ofSqueue("JOBID|STATE|x|x|x|x|x|x|x|x|x")).isEmpty();
  }

  @Test
  void sacctIsReadAsItIsPadded() {
    JobRow row =
        Rows.ofSacct(
                "1|CANCELLED by 0|None|None|1795862739|1795862739|batch|None assigned|1|0:15|p-1|")
            .orElseThrow();

    assertThat(row.state().isOver()).isTrue();
    assertThat(row.startedAt()).isNull();
    assertThat(row.nodes()).isEmpty();
    assertThat(row.exit()).isEqualTo(new ExitStatus(0, 15));
    assertThat(row.comment()).isEmpty();
  }

  @Test
  void scontrolIsReadWhereAKeyFirstOccurs() {
    String line =
        "JobId=3 JobName=q-1 UserId=root(0) JobState=FAILED Reason=NonZeroExitCode ExitCode=7:0 SubmitLine=sbatch --comment=ExitCode=9:9 WorkDir=/tmp Comment=a b=c";

    assertThat(Records.job(line)).contains(3L);
    assertThat(Records.exit(line)).isEqualTo(new ExitStatus(7, null));
  }

  @ParameterizedTest
  @CsvSource({
    "IDLE, true, false, false",
    "MIXED+PLANNED, true, false, false",
    "IDLE*, false, true, false",
    "DOWN*, false, true, false",
    "DOWN*+DRAIN, false, true, false",
    "IDLE+DRAIN, false, false, false",
    "IDLE~+POWERED_DOWN, true, false, true",
    "IDLE+RESERVED, false, false, false"
  })
  void nodesAreReadByTheirStates(String state, boolean takesJobs, boolean silent, boolean off) {
    NodeRow node =
        Records.node(
                "NodeName=n1 Arch=x86_64  CPUAlloc=1 CPUEfctv=4 CPUTot=4 Gres=gpu:fake:4 OS=Linux 6 #1 SMP RealMemory=4000 AllocMem=64 State=%s ThreadsPerCore=1 Partitions=batch,debug  CfgTRES=cpu=4,gres/gpu=4 AllocTRES=cpu=1,mem=64M,gres/gpu=1"
                    .formatted(state))
            .orElseThrow();

    assertThat(node.takesJobs()).isEqualTo(takesJobs);
    assertThat(node.isSilent()).isEqualTo(silent);
    assertThat(node.isPoweredOff()).isEqualTo(off);
    assertThat(node.cpus()).isEqualTo(4);
    assertThat(node.cpusAllocated()).isEqualTo(1);
    assertThat(node.memoryMiB()).isEqualTo(4_000);
    assertThat(node.gpus()).isEqualTo(Map.of("fake", 4));
    assertThat(node.gpusAllocated()).isEqualTo(1);
    assertThat(node.partitions()).containsExactly("batch", "debug");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "UNLIMITED, -",
        "1-00:00:00, 1440",
        "02:30:00, 150",
        "7-12:00:00, 10800",
        "30:00, 30"
      })
  void partitionsAreReadWithTheirLimit(
      String limit, @org.jspecify.annotations.Nullable Integer minutes) {
    assertThat(
            Records.partition(
                "PartitionName=batch AllowGroups=ALL Default=YES MaxTime=%s State=UP TotalNodes=4"
                    .formatted(limit)))
        .contains(new PartitionRow("batch", "UP", true, minutes, 4));
  }

  @Test
  void anIdIsAJob() throws Exception {
    assertThat(SbatchAnswer.of(new Said.Done(0, "41\n", "")))
        .isEqualTo(new SubmitReply.Queued(41, List.of(), List.of()));
    assertThat(SbatchAnswer.of(new Said.Done(0, "41;perlmutter\n", "")))
        .isEqualTo(new SubmitReply.Queued(41, List.of(), List.of()));
  }

  @Test
  void aNoIsANoInSlurmsWords() throws Exception {
    assertThat(
            SbatchAnswer.of(
                new Said.Done(
                    1,
                    "",
                    "Welcome!\nsbatch: error: invalid partition specified: x\nsbatch: error: Batch job submission failed: Invalid partition name specified\n")))
        .isEqualTo(
            new SubmitReply.Refused(
                "invalid partition specified: x; Batch job submission failed: Invalid partition name specified"));
  }

  @Test
  void whatTookTooLongOrTimedOutIsOpen() throws Exception {
    assertThat(SbatchAnswer.of(new Said.Done(124, "", ""))).isInstanceOf(SubmitReply.Unsure.class);
    assertThat(SbatchAnswer.of(new Said.Done(0, "", ""))).isInstanceOf(SubmitReply.Unsure.class);
    assertThat(
            SbatchAnswer.of(
                new Said.Done(
                    1,
                    "",
                    "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation")))
        .isInstanceOf(SubmitReply.Unsure.class);
  }

  @Test
  void aControllerThatIsAwayIsTrouble() {
    assertThatThrownBy(() ->
            SbatchAnswer.of(
                new Said.Done(
                    1,
                    "",
                    "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)")))
        .isInstanceOf(TargetTroubleException.class);
    assertThatThrownBy(() -> SbatchAnswer.of(new Said.Done(127, "", "sh: sbatch: not found")))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessageContaining("not found");
  }
}
