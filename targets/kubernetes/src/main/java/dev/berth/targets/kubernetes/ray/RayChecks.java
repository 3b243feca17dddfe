package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.Capacity;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.util.function.Consumer;

/** Looks step by step whether a head answers, takes jobs, and has what the fleet file says. */
final class RayChecks {

  private final Target target;
  private final RayJobs jobs;

  RayChecks(Target target, RaySettings settings) {
    this.target = target;
    this.jobs = new RayJobs(new RayHead(settings));
  }

  /** A step. */
  @FunctionalInterface
  private interface Step {
    CheckOutcome take() throws TargetTroubleException;
  }

  void tell(Consumer<Check> told) {
    CheckOutcome head =
        outcome(
            () -> new Passed("a head answers, " + jobs.session()),
            "see that ray-address is the head's dashboard, reachable from here, and that ray-token-file holds its token");
    told.accept(new Check("ray-head", head));
    if (!(head instanceof Passed)) {
      told.accept(new Check("ray-jobs", new Skipped("the head does not answer")));
      told.accept(new Check("ray-resources", new Skipped("the head does not answer")));
      return;
    }
    told.accept(
        new Check(
            "ray-jobs",
            outcome(
                () -> new Passed("its jobs interface lists %d jobs".formatted(jobs.list().size())),
                "install ray[default] on the head: the jobs interface is part of it")));
    told.accept(
        new Check(
            "ray-resources",
            outcome(this::resources, "wait some seconds after the head's start and check again")));
  }

  private CheckOutcome resources() throws TargetTroubleException {
    Capacity capacity = new RayMeasuring(jobs, target).capacity();
    boolean accelerated = target.nodes().stream().anyMatch(node -> node.accelerators() != null);
    return accelerated && capacity.accelerators().isEmpty()
        ? new Failed(
            "Ray counts no accelerators, and the fleet file has some",
            "start Ray's workers on the machines that have them, or mend the fleet file")
        : new Passed(
            "%s cpus, %d MiB, accelerators %s"
                .formatted(
                    capacity.cpusTotal(), capacity.memoryTotalMiB(), capacity.accelerators()));
  }

  private static CheckOutcome outcome(Step step, String remedy) {
    try {
      return step.take();
    } catch (TargetTroubleException e) {
      return new Failed(String.valueOf(e.getMessage()), remedy);
    }
  }
}
