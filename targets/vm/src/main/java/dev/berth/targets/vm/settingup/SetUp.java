package dev.berth.targets.vm.settingup;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.util.List;
import java.util.function.Consumer;

/** Makes machines ready. */
@FunctionalInterface
public interface SetUp {

  /**
   * Blocks until all are ready or one can't be. It may be called again, after a crash too: what is
   * done already stays as it is.
   *
   * @param told hears each line that the tool prints, for the attempt's log; from one thread at a
   *     time
   * @throws TargetTroubleException if a machine does not answer, or the tool is not to be had here:
   *     ask again
   */
  SetUpOutcome apply(AttemptId attempt, List<Machine> machines, Consumer<String> told)
      throws TargetTroubleException;
}
