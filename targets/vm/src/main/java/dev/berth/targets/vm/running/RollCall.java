package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Everywhere;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until an attempt's workers are all there. */
final class RollCall {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Runs runs;
  private final Everywhere<MachineSight> looks;

  RollCall(Runs runs, Duration patience) {
    this.runs = runs;
    this.looks = new Everywhere<>(runs::look, patience);
  }

  /**
   * Who has not come in time, in one sentence; empty if the roll is whole.
   *
   * @param ranks the workers of each machine
   * @throws TargetTroubleException if all that is missing is an answer: silence is no absence, and
   *     whoever is silent may have run to its end. It may be asked again
   */
  Optional<String> missing(AttemptId attempt, Map<Machine, List<Integer>> ranks, Duration within)
      throws TargetTroubleException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Roll roll = Roll.of(attempt, ranks, looks.answers(ranks.keySet()));
      boolean late = System.nanoTime() >= deadline;
      switch (roll) {
        case Roll.Whole() -> {
          return Optional.empty();
        }
        case Roll.Absent(String who) -> {
          if (late) {
            return Optional.of("%s within %s".formatted(who, within));
          }
        }
        case Roll.Unknown(String why) -> {
          if (late) {
            throw new TargetTroubleException(
                "workers of %s were started and cannot be seen: %s".formatted(attempt, why));
          }
        }
      }
      pause();
    }
  }

  /**
   * Where Ray's head is, as it says itself; empty if it has ended, or does not say so in time.
   *
   * @param first its machine
   */
  Optional<String> head(AttemptId attempt, Machine first, Duration within)
      throws TargetTroubleException {
    long deadline = System.nanoTime() + within.toNanos();
    Optional<String> head = runs.head(first, attempt);
    while (head.isEmpty() && System.nanoTime() < deadline) {
      if (runs.look(first).workers().getOrDefault(attempt, Map.of()).get(0)
          instanceof WorkerSight.Ended) {
        return Optional.empty();
      }
      pause();
      head = runs.head(first, attempt);
    }
    return head;
  }

  private static void pause() throws TargetTroubleException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("interrupted", e);
    }
  }
}
