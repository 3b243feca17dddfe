package dev.berth.targets.vm.settingup;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.vm.machines.Machine;
import java.util.List;
import java.util.function.Consumer;

/** For hosts, and images, that are ready as they are. */
public final class NoSetUp implements SetUp {

  @Override
  public SetUpOutcome apply(AttemptId attempt, List<Machine> machines, Consumer<String> told) {
    return new SetUpOutcome.Ready();
  }
}
