package dev.berth.targets.vm.settingup;

import dev.berth.targets.ssh.Host;
import dev.berth.targets.vm.machines.Machine;

/** How ssh gets to a machine: with the target's options and key, and the machine's pinned one. */
@FunctionalInterface
public interface Ways {

  /** The way to that machine. */
  Host to(Machine machine);
}
