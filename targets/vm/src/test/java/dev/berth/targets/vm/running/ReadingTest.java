package dev.berth.targets.vm.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final Instant T = Instant.ofEpochSecond(1_790_000_000);
  private static final WorkerSight RUNS = new WorkerSight.Running(T, "1:2", null);
  private static final WorkerSight SILENT = new WorkerSight.Unreachable("no route", T);
  private static final WorkerSight GONE = new WorkerSight.Gone("booted again");

  private static WorkerSight ended(int code, ExitRecord.Ending ending, long after) {
    return new WorkerSight.Ended(
        new ExitRecord(code, T.plusSeconds(after), ending), "tail", "notice");
  }

  private static WorkerSight ended(int code, long after) {
    return ended(code, ExitRecord.Ending.PROGRAM, after);
  }

  private static Observation read(WorkerSight... workers) {
    Map<Integer, WorkerSight> ranks = new TreeMap<>();
    for (WorkerSight worker : workers) {
      ranks.put(ranks.size(), worker);
    }
    return Reading.of(ranks);
  }

  @Test
  void aGangRunsWhileOneOfItDoes() {
    assertThat(read(RUNS, ended(0, 5))).isEqualTo(new Observation.Running(T));
  }

  @Test
  void aNoticeToOneOfAGangIsToldWhileItRuns() {
    assertThat(read(RUNS, new WorkerSight.Running(T, "1:2", "taken at noon"), ended(0, 5)))
        .isEqualTo(new Observation.Running(T, "taken at noon"));
  }

  @Test
  void aGangSucceedsWithItsLastWorker() {
    assertThat(read(ended(0, 5), ended(0, 9)))
        .isEqualTo(new Observation.Succeeded(T.plusSeconds(9)));
  }

  @Test
  void theFirstFailureTellsHowAGangFailed() {
    assertThat(read(ended(1, 9), RUNS, ended(7, 5), SILENT, GONE))
        .isInstanceOfSatisfying(
            Observation.Failed.class,
            failed -> {
              assertThat(failed.exitCode()).isEqualTo(7);
              assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
            });
  }

  @Test
  void silenceIsNoFailureAndNoEnd() {
    assertThat(read(ended(0, 5), SILENT, RUNS))
        .isEqualTo(new Observation.Unreachable("no route", T));
  }

  @Test
  void proofOfOneLossIsTheGangs() {
    assertThat(read(RUNS, GONE, SILENT)).isEqualTo(new Observation.Gone("booted again"));
  }

  @Test
  void whoHasNotStartedKeepsTheGangWaiting() {
    assertThat(read(RUNS, new WorkerSight.Starting()))
        .isEqualTo(new Observation.Pending("1 of 2 workers have not started", null));
  }

  @Test
  void aProgramThatEndsWellAfterItsNoticeHasNotDoneItsWork() {
    assertThat(read(ended(0, ExitRecord.Ending.PREEMPTED, 5)))
        .isInstanceOfSatisfying(
            Observation.Failed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED);
              assertThat(failed.reason()).contains("notice");
            });
  }

  @Test
  void aFullDiskIsTheMachinesFault() {
    assertThat(read(ended(1, ExitRecord.Ending.DISK, 5)))
        .isInstanceOfSatisfying(
            Observation.Failed.class,
            failed -> assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));
  }
}
