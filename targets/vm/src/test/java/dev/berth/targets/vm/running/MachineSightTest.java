package dev.berth.targets.vm.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineSightTest {

  private static final AttemptId ATTEMPT = AttemptId.parse("digits-2");

  private static WorkerSight worker(String line) {
    MachineSight sight =
        MachineSight.parse(
            "h1", "boot\tb1\nrun\tdigits-2\topen\n" + line.replace('|', '\t') + '\n');
    return Objects.requireNonNull(sight.workers().getOrDefault(ATTEMPT, Map.of()).get(0));
  }

  @Test
  void aLeaderThatLivesRuns() {
    assertThat(worker("worker|digits-2|0|alive|17 400 b1 1790000000|||"))
        .isEqualTo(new WorkerSight.Running(Instant.ofEpochSecond(1_790_000_000), "17:400", null));
  }

  @Test
  void aRecordTellsMoreThanTheLeadersDeathOrTheMachinesReboot() {
    assertThat(
            worker("worker|digits-2|0|dead|17 400 b0 1790000000|3 1790000009 program .||SSBnaXZl"))
        .isEqualTo(
            new WorkerSight.Ended(
                new ExitRecord(3, Instant.ofEpochSecond(1_790_000_009), ExitRecord.Ending.PROGRAM),
                "I give",
                null));
  }

  @Test
  void anotherBootProvesThatItIsGone() {
    assertThat(worker("worker|digits-2|0|dead|17 400 b0 1790000000|||"))
        .isInstanceOfSatisfying(
            WorkerSight.Gone.class, gone -> assertThat(gone.evidence()).contains("booted again"));
  }

  @Test
  void aDeadLeaderWithoutARecordIsGone() {
    assertThat(worker("worker|digits-2|0|dead|17 400 b1 1790000000|||"))
        .isInstanceOfSatisfying(
            WorkerSight.Gone.class,
            gone -> assertThat(gone.evidence()).contains("process 17", "no exit record"));
  }

  @Test
  void oneThatBeganAndWhoseFolderIsGoneIsGone() {
    assertThat(worker("wiped|digits-2|0"))
        .isInstanceOfSatisfying(
            WorkerSight.Gone.class,
            gone ->
                assertThat(gone.evidence())
                    .isEqualTo(
                        "worker 0 began on h1, which answers, and its folder there is gone"));
  }

  @Test
  void oneThatHasNotSaidWhoItIsStarts() {
    assertThat(worker("worker|digits-2|0|claimed||||")).isEqualTo(new WorkerSight.Starting());
  }

  @Test
  void aNodeOfRayThatWaitsForTheOthersStartsUnlessItHasEnded() {
    assertThat(worker("worker|digits-2|0|waiting|17 400 b1 1790000000|||"))
        .isEqualTo(new WorkerSight.Starting());
    assertThat(
            worker(
                "worker|digits-2|0|waiting|17 400 b1 1790000000|122 1790000009 unready .||SSBnaXZl"))
        .isInstanceOfSatisfying(
            WorkerSight.Ended.class,
            ended -> assertThat(ended.exit().ending()).isEqualTo(ExitRecord.Ending.UNREADY));
  }

  @Test
  void aNoticeIsToldWithoutItsTime() {
    assertThat(worker("worker|digits-2|0|alive|17 400 b1 1790000000||1790000005 ec2 terminate|"))
        .isInstanceOfSatisfying(
            WorkerSight.Running.class,
            running -> assertThat(running.notice()).isEqualTo("ec2 terminate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 1790000000 program", "0 179000", "x 1 program .", "0 1 else ."})
  void aRecordThatIsNotWholeIsNone(String written) {
    assertThat(ExitRecord.parse(written)).isEmpty();
  }

  @Test
  void foldersOfOthersAreNone() {
    MachineSight sight = MachineSight.parse("h1", "boot\tb1\nrun\tlost+found\topen\n");

    assertThat(sight.workers()).isEmpty();
  }
}
