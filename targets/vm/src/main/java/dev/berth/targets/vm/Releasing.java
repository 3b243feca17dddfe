package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.machines.Seal;
import dev.berth.targets.vm.machines.Standing;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import dev.berth.targets.vm.running.Runs;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ends an attempt: nothing of it starts any more, its programs end in peace where they can be
 * reached, and its machines go back. Whether those that cannot be reached hold that up is for the
 * source to say, which knows whom else to ask.
 */
final class Releasing {

  private final MachineSource source;
  private final Runs runs;
  private final Duration patience;
  private final Consumer<Collection<Machine>> gone;

  /**
   * @param gone is told of machines that are no more
   */
  Releasing(
      MachineSource source, Runs runs, Duration patience, Consumer<Collection<Machine>> gone) {
    this.source = source;
    this.runs = runs;
    this.patience = patience;
    this.gone = gone;
  }

  ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    Seal seal = source.seal(attempt);
    Optional<Holding> holding = seal.holding();
    if (holding.isPresent()) {
      int left = finish(attempt, holding.get());
      if (left > 0) {
        return new ReleaseOutcome.Releasing(left + " processes still live");
      }
    }
    ReleaseOutcome outcome = seal.giveBack();
    if (outcome instanceof ReleaseOutcome.Released) {
      holding.ifPresent(one -> gone.accept(one.machines().stream().map(Held::machine).toList()));
    }
    return outcome;
  }

  private int finish(AttemptId attempt, Holding holding) throws TargetTroubleException {
    Set<Machine> up = new LinkedHashSet<>();
    for (Held held : holding.machines()) {
      if (held.standing() instanceof Standing.Up) {
        up.add(held.machine());
      }
    }
    Everywhere<Integer> ending =
        new Everywhere<>(machine -> runs.finish(machine, attempt), patience);
    int left = 0;
    for (Map.Entry<Machine, Answer<Integer>> one : ending.answers(up).entrySet()) {
      if (one.getValue() instanceof Answer.Heard<Integer>(Integer living)) {
        left += living;
      }
    }
    return left;
  }
}
