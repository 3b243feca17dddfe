package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import java.time.Duration;
import java.util.ArrayList;
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
   * Who has not come in time, in one sentence; empty if all have, or one of Ray's nodes has ended,
   * for which the others wait in vain: how, tells the next look.
   *
   * @param ranks the workers of each machine
   */
  Optional<String> missing(AttemptId attempt, Map<Machine, List<Integer>> ranks, Duration within)
      throws TargetTroubleException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      List<String> missing = new ArrayList<>();
      for (Map.Entry<Machine, Answer<MachineSight>> one :
          looks.answers(ranks.keySet()).entrySet()) {
        Machine machine = one.getKey();
        switch (one.getValue()) {
          case Answer.Silent<MachineSight>(String why) -> missing.add(why);
          case Answer.Heard<MachineSight>(MachineSight sight) -> {
            Map<Integer, WorkerSight> workers = sight.workers().getOrDefault(attempt, Map.of());
            for (int rank : ranks.getOrDefault(machine, List.of())) {
              switch (workers.getOrDefault(rank, new WorkerSight.Starting())) {
                case WorkerSight.Starting() ->
                    missing.add("worker %d has not come up on %s".formatted(rank, machine.name()));
                case WorkerSight.Ended(ExitRecord exit, _, _) -> {
                  if (exit.ending().isRays()) {
                    return Optional.empty();
                  }
                }
                case WorkerSight.Running _, WorkerSight.Gone _, WorkerSight.Unreachable _ -> {}
              }
            }
          }
        }
      }
      if (missing.isEmpty()) {
        return Optional.empty();
      }
      if (System.nanoTime() >= deadline) {
        return Optional.of("%s within %s".formatted(String.join("; ", missing), within));
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
