package dev.berth.advisor;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;

/** Whether and how often a worker fits onto machines. */
final class Fitting {

  private Fitting() {}

  static boolean worker(JobSpec spec, NodeShape node) {
    return accelerators(spec, node) && coresAndMemory(spec, node);
  }

  static boolean accelerators(JobSpec spec, NodeShape node) {
    Accelerators wanted = spec.resources().accelerators();
    Accelerators has = node.accelerators();
    return wanted == null
        || (has != null && has.kind().equals(wanted.kind()) && has.count() >= wanted.count());
  }

  static boolean coresAndMemory(JobSpec spec, NodeShape node) {
    return node.cpus() >= spec.resources().cpus()
        && node.memoryMiB() >= spec.resources().memoryMiB();
  }

  /** How many workers one machine holds. */
  static long perNode(JobSpec spec, NodeShape node) {
    if (!worker(spec, node)) {
      return 0;
    }
    long fits =
        Math.min(
            (long) (node.cpus() / spec.resources().cpus()),
            node.memoryMiB() / spec.resources().memoryMiB());
    Accelerators wanted = spec.resources().accelerators();
    Accelerators has = node.accelerators();
    return wanted == null || has == null ? fits : Math.min(fits, has.count() / wanted.count());
  }

  /** Whether all the machines of one shape together hold all of the least workers. */
  static boolean all(JobSpec spec, NodeShape node) {
    return perNode(spec, node) * node.maximum() >= spec.workers().min();
  }

  /**
   * How many workers all of a target's machines of one shape hold, for the best shape; a job's
   * workers are not spread over several.
   */
  static long mostWorkers(JobSpec spec, Target target) {
    long most = 0;
    for (NodeShape node : target.nodes()) {
      most = Math.max(most, perNode(spec, node) * node.maximum());
    }
    return most;
  }

  static String wanted(JobSpec spec) {
    Accelerators wanted = spec.resources().accelerators();
    return wanted == null ? "no accelerators" : wanted.count() + " " + wanted.kind();
  }

  static String had(NodeShape node) {
    Accelerators has = node.accelerators();
    return has == null ? "none" : has.count() + " " + has.kind();
  }
}
