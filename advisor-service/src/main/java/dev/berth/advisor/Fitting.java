package dev.berth.advisor;

import dev.berth.contracts.Accelerators;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;

/** Whether and how often a worker fits onto machines. */
final class Fitting {

  private Fitting() {}

  static boolean worker(Need need, NodeShape node) {
    return accelerators(need, node) && coresAndMemory(need, node);
  }

  static boolean accelerators(Need need, NodeShape node) {
    Accelerators wanted = need.resources().accelerators();
    Accelerators has = node.accelerators();
    return wanted == null
        || (has != null && has.kind().equals(wanted.kind()) && has.count() >= wanted.count());
  }

  static boolean coresAndMemory(Need need, NodeShape node) {
    return node.cpus() >= need.resources().cpus()
        && node.memoryMiB() >= need.resources().memoryMiB();
  }

  /** How many workers one of the target's machines holds. */
  static long perNode(Need need, Target target, NodeShape node) {
    if (!worker(need, node)) {
      return 0;
    }
    if (target.isMachinePerWorker()) {
      return 1;
    }
    long fits =
        Math.min(
            (long) (node.cpus() / need.resources().cpus()),
            node.memoryMiB() / need.resources().memoryMiB());
    Accelerators wanted = need.resources().accelerators();
    Accelerators has = node.accelerators();
    return wanted == null || has == null ? fits : Math.min(fits, has.count() / wanted.count());
  }

  /** Whether all the machines of one shape together hold all of the least workers. */
  static boolean all(Need need, Target target, NodeShape node) {
    return perNode(need, target, node) * node.maximum() >= need.workers().min();
  }

  /**
   * How many workers all of a target's machines of one shape hold, for the best shape; a job's
   * workers are not spread over several.
   */
  static long mostWorkers(Need need, Target target) {
    long most = 0;
    for (NodeShape node : target.nodes()) {
      most = Math.max(most, perNode(need, target, node) * node.maximum());
    }
    return most;
  }

  static String wanted(Need need) {
    Accelerators wanted = need.resources().accelerators();
    return wanted == null ? "no accelerators" : wanted.count() + " " + wanted.kind();
  }

  static String had(NodeShape node) {
    Accelerators has = node.accelerators();
    return has == null ? "none" : has.count() + " " + has.kind();
  }
}
