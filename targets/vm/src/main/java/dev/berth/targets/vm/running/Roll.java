package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who of an attempt has come up, by one look at its machines. */
sealed interface Roll {

  /**
   * All have, or one of Ray's nodes has ended, for which the others wait in vain: how, tells the
   * next look.
   */
  record Whole() implements Roll {}

  /**
   * Somebody has not, on a machine that answers.
   *
   * @param who in one sentence, with the machines that are silent
   */
  record Absent(String who) implements Roll {}

  /**
   * All have that can be seen. Those on silent machines were started: they may run, or have ended.
   *
   * @param why who is silent, in one sentence
   */
  record Unknown(String why) implements Roll {}

  /**
   * Reads the answers.
   *
   * @param ranks the workers of each machine
   * @param answers of those machines
   */
  static Roll of(
      AttemptId attempt,
      Map<Machine, List<Integer>> ranks,
      Map<Machine, Answer<MachineSight>> answers) {
    List<String> absent = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Map.Entry<Machine, Answer<MachineSight>> one : answers.entrySet()) {
      Machine machine = one.getKey();
      switch (one.getValue()) {
        case Answer.Silent<MachineSight>(String why) -> silent.add(why);
        case Answer.Heard<MachineSight>(MachineSight sight) -> {
          Map<Integer, WorkerSight> workers = sight.workers().getOrDefault(attempt, Map.of());
          for (int rank : ranks.getOrDefault(machine, List.of())) {
            switch (workers.getOrDefault(rank, new WorkerSight.Starting())) {
              case WorkerSight.Starting() ->
                  absent.add("worker %d has not come up on %s".formatted(rank, machine.name()));
              case WorkerSight.Ended(ExitRecord exit, _, _) -> {
                if (exit.ending().isRays()) {
                  return new Whole();
                }
              }
              case WorkerSight.Running _, WorkerSight.Gone _, WorkerSight.Unreachable _ -> {}
            }
          }
        }
      }
    }
    if (absent.isEmpty()) {
      return silent.isEmpty() ? new Whole() : new Unknown(String.join("; ", silent));
    }
    absent.addAll(silent);
    return new Absent(String.join("; ", absent));
  }
}
