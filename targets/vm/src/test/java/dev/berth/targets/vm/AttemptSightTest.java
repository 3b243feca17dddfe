package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Standing;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.running.ExitRecord;
import dev.berth.targets.vm.running.MachineSight;
import dev.berth.targets.vm.running.WorkerSight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A gang of two: its first worker is on h1, its second one on h2. */
class AttemptSightTest {

  private static final AttemptId TRAIN = AttemptId.parse("train-1");
  private static final Instant T = Instant.ofEpochSecond(1_790_000_000);
  private static final Machine H1 = new Machine("h1", "10.0.0.1", null, null, null, null);
  private static final Machine H2 = new Machine("h2", "10.0.0.2", null, null, null, null);
  private static final Standing UP = new Standing.Up();

  private static final WorkerSight RUNS = new WorkerSight.Running(T, "1:2", null);
  private static final WorkerSight STARTS = new WorkerSight.Starting();
  private static final WorkerSight ENDED =
      new WorkerSight.Ended(new ExitRecord(0, T, ExitRecord.Ending.PROGRAM), "", null);

  private final Map<Machine, Answer<MachineSight>> sights = new LinkedHashMap<>();

  private static Holding holding(Standing first, Standing second) {
    return new Holding(
        TRAIN, List.of(new Held(H1, first), new Held(H2, second)), true, Map.of(), false);
  }

  private static Holding released() {
    return new Holding(TRAIN, List.of(new Held(H1, UP), new Held(H2, UP)), true, Map.of(), true);
  }

  private void sees(Machine machine, int rank, WorkerSight worker) {
    sees(machine, Map.of(TRAIN, Map.of(rank, worker)), Set.of());
  }

  private void sees(
      Machine machine, Map<AttemptId, Map<Integer, WorkerSight>> workers, Set<AttemptId> closed) {
    sights.put(machine, new Answer.Heard<>(new MachineSight(workers, closed)));
  }

  private void seesNothing(Machine machine) {
    sees(machine, Map.of(), Set.of());
  }

  private Observation of(Holding holding) {
    return new AttemptSight(holding, sights, Map.of(H2, T)).observation();
  }

  @Test
  void runsWhenAllOfItDoes() {
    sees(H1, 0, RUNS);
    sees(H2, 1, RUNS);

    assertThat(of(holding(UP, UP))).isEqualTo(new Observation.Running(T));
  }

  @Test
  void waitsForMachinesThatAreBeingMade() {
    Holding making = new Holding(TRAIN, List.of(new Held(H1, UP)), false, Map.of());

    assertThat(of(making)).isEqualTo(new Observation.Pending("its machines are being made", null));
  }

  @Test
  void waitsForFilesThatAreBeingPutThereWhileNobodyHasBegun() {
    sees(H1, 0, STARTS);
    seesNothing(H2);

    assertThat(of(holding(UP, UP))).isInstanceOf(Observation.Pending.class);
  }

  @Test
  void aDiskWithNothingOfItIsALossOnceAnotherWorkerHasBegun() {
    sees(H1, 0, RUNS);
    seesNothing(H2);

    assertThat(of(holding(UP, UP)))
        .isEqualTo(
            new Observation.Gone(
                "h2 answers, and nothing of the attempt is on its disk, though others have begun"));
  }

  @Test
  void silenceIsNoLossAndTellsSinceWhen() {
    sees(H1, 0, RUNS);
    sights.put(H2, new Answer.Silent<>("h2: no route"));

    assertThat(of(holding(UP, UP))).isEqualTo(new Observation.Unreachable("h2: no route", T));
  }

  @Test
  void aProvidersWordCountsMoreThanAMachinesSilence() {
    sees(H1, 0, RUNS);

    assertThat(of(holding(UP, new Standing.Over("h2 was terminated"))))
        .isEqualTo(new Observation.Gone("h2 was terminated"));
    assertThat(of(holding(UP, new Standing.Unknown("the provider is away"))))
        .isEqualTo(new Observation.Unreachable("the provider is away", T));
  }

  @Test
  void anEndingThatItsReleaseMayHaveBroughtAboutIsNone() {
    sees(H1, 0, ENDED);
    sees(H2, Map.of(TRAIN, Map.of(1, ENDED)), Set.of(TRAIN));

    assertThat(of(holding(UP, UP)))
        .isEqualTo(new Observation.Gone("its release has begun, and its program has ended"));

    sees(H2, 1, ENDED);
    assertThat(of(holding(UP, UP))).isEqualTo(new Observation.Succeeded(T));
  }

  @Test
  void whatIsLeftAfterItsReleaseIsSeenForWhoeverEndsIt() {
    sights.put(H1, new Answer.Silent<>("h1: no route"));
    sees(H2, 1, ENDED);
    assertThat(of(released()))
        .isInstanceOfSatisfying(
            Observation.Pending.class,
            pending ->
                assertThat(pending.reason()).startsWith("it was released while h1 did not answer"));

    sees(H2, 1, RUNS);
    assertThat(of(released())).isEqualTo(new Observation.Running(T));
  }
}
