package dev.berth.targets.vm.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollTest {

  private static final AttemptId ATTEMPT = AttemptId.parse("pair-1");
  private static final Instant T = Instant.ofEpochSecond(1_790_000_000);
  private static final Machine H1 = machine("h1");
  private static final Machine H2 = machine("h2");
  private static final Map<Machine, List<Integer>> RANKS =
      new LinkedHashMap<>(Map.of(H1, List.of(0), H2, List.of(1)));
  private static final WorkerSight RUNS = new WorkerSight.Running(T, "1:2", null);
  private static final Answer<MachineSight> SILENT = new Answer.Silent<>("h2: no answer in time");

  private static Machine machine(String name) {
    return new Machine(name, name, null, null, null, null);
  }

  private static Answer<MachineSight> heard(int rank, WorkerSight worker) {
    return new Answer.Heard<>(new MachineSight(Map.of(ATTEMPT, Map.of(rank, worker)), Set.of()));
  }

  private static Answer<MachineSight> ended(int rank, ExitRecord.Ending ending) {
    return heard(rank, new WorkerSight.Ended(new ExitRecord(0, T, ending), "", null));
  }

  private static Roll roll(Answer<MachineSight> first, Answer<MachineSight> second) {
    return Roll.of(ATTEMPT, RANKS, Map.of(H1, first, H2, second));
  }

  @Test
  void isWholeWhenEachHasComeUpAlsoIfItHasEndedSince() {
    assertThat(roll(heard(0, RUNS), ended(1, ExitRecord.Ending.PROGRAM)))
        .isEqualTo(new Roll.Whole());
  }

  @Test
  void namesWhoHasNotComeUpOnAMachineThatAnswers() {
    assertThat(roll(heard(0, RUNS), heard(1, new WorkerSight.Starting())))
        .isEqualTo(new Roll.Absent("worker 1 has not come up on h2"));
  }

  @Test
  void aMachineWithNothingOfTheAttemptHasAnAbsentWorker() {
    assertThat(roll(heard(0, RUNS), new Answer.Heard<>(new MachineSight(Map.of(), Set.of()))))
        .isEqualTo(new Roll.Absent("worker 1 has not come up on h2"));
  }

  @Test
  void silenceSaysNothingOfAWorkerThatWasStarted() {
    assertThat(roll(ended(0, ExitRecord.Ending.PROGRAM), SILENT))
        .isEqualTo(new Roll.Unknown("h2: no answer in time"));
  }

  @Test
  void oneAbsentWorkerIsEnoughWhoeverElseIsSilent() {
    assertThat(roll(heard(0, new WorkerSight.Starting()), SILENT))
        .isEqualTo(new Roll.Absent("worker 0 has not come up on h1; h2: no answer in time"));
  }

  @Test
  void isOverWhenANodeOfRayHasEndedBeforeTheOthersAreThere() {
    assertThat(roll(ended(0, ExitRecord.Ending.RAY), SILENT)).isEqualTo(new Roll.Whole());
  }
}
