package dev.berth.targets.vm.settingup;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Waits for what the machine was told at its first boot. */
public final class CloudInit implements SetUp {

  /** 2 of newer versions: done, with something to complain of. */
  private static final List<Integer> DONE = List.of(0, 2);

  static final String PROGRAM =
      """
      command -v cloud-init >/dev/null || exit 127
      cloud-init status --wait
      code=$?
      tail -n 50 /var/log/cloud-init-output.log 2>/dev/null
      exit $code
      """;

  private final OnMachines machines;

  /**
   * Over those ways.
   *
   * @param timeout for one machine
   */
  public CloudInit(Ways ways, Duration timeout) {
    this.machines = new OnMachines(ways, timeout);
  }

  @Override
  public SetUpOutcome apply(AttemptId attempt, List<Machine> all, Consumer<String> told)
      throws TargetTroubleException {
    return machines.run(attempt, all, PROGRAM, CloudInit::read, told);
  }

  static SetUpOutcome read(String machine, int code, String printed) {
    return DONE.contains(code)
        ? new SetUpOutcome.Ready()
        : Blame.failed(machine + ": cloud-init ended with " + code, printed);
  }
}
