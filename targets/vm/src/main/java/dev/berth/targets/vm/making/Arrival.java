package dev.berth.targets.vm.making;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.util.List;
import java.util.Optional;

/** Waits for new machines. */
@FunctionalInterface
interface Arrival {

  /**
   * Waits until the sshd of each answers with the host key that it was given.
   *
   * @return why one never did, in one sentence; empty if all do
   */
  Optional<String> await(List<Machine> machines) throws TargetTroubleException;
}
