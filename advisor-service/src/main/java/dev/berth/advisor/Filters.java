package dev.berth.advisor;

import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Interconnect;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that every target has to pass, in the order in which decisions list their reasons:
 * facts first, what may pass last.
 */
final class Filters {

  /** All of them. */
  static final List<Filter> ALL =
      List.of(
          new Filter("runtime", false, Filters::runtime),
          new Filter("accelerators", false, Filters::accelerators),
          new Filter("resources", false, Filters::resources),
          new Filter("workers", false, Filters::workers),
          new Filter("interconnect", false, Filters::interconnect),
          new Filter("location", false, Filters::location),
          new Filter("compliance", false, Filters::compliance),
          new Filter("deployment-model", false, Filters::deploymentModel),
          new Filter("allowed-targets", false, Filters::allowedTargets),
          new Filter("avoided-targets", false, Filters::avoidedTargets),
          new Filter("price", false, Filters::price),
          new Filter("preemptible", false, Filters::preemptible),
          new Filter("misconfigured", false, Filters::misconfigured),
          new Filter("healthy", true, Filters::healthy));

  private Filters() {}

  private static @Nullable String runtime(Need n, Target t, @Nullable TargetObserved r) {
    return t.runtimes().contains(n.runtime())
        ? null
        : "runtime " + n.runtime() + " is asked for, the target has " + Text.list(t.runtimes());
  }

  private static @Nullable String accelerators(Need n, Target t, @Nullable TargetObserved r) {
    for (NodeShape node : t.nodes()) {
      if (Fitting.accelerators(n, node)) {
        return null;
      }
    }
    return Fitting.wanted(n)
        + " a worker are asked for, no machine has them: "
        + Text.list(t.nodes().stream().map(Fitting::had).distinct().toList());
  }

  private static @Nullable String resources(Need n, Target t, @Nullable TargetObserved r) {
    double cpus = 0;
    long memoryMiB = 0;
    for (NodeShape node : t.nodes()) {
      if (Fitting.coresAndMemory(n, node)) {
        return null;
      }
      cpus = Math.max(cpus, node.cpus());
      memoryMiB = Math.max(memoryMiB, node.memoryMiB());
    }
    return "a worker needs %s cores and %d MiB, the largest machines have %s cores and %d MiB"
        .formatted(
            Text.amount(n.resources().cpus()),
            n.resources().memoryMiB(),
            Text.amount(cpus),
            memoryMiB);
  }

  /** Only asked where some machine holds one worker: otherwise the two before have said it. */
  private static @Nullable String workers(Need n, Target t, @Nullable TargetObserved r) {
    long most = Fitting.mostWorkers(n, t);
    int wanted = n.workers().min();
    return most == 0 || most >= wanted
        ? null
        : wanted + " workers are asked for, the target's machines hold at most " + most;
  }

  private static @Nullable String interconnect(Need n, Target t, @Nullable TargetObserved r) {
    Interconnect wanted = n.interconnect();
    if (wanted == null || wanted == Interconnect.ETHERNET) {
      return null;
    }
    boolean met =
        wanted == Interconnect.RDMA
            ? t.interconnects().stream().anyMatch(has -> has != Interconnect.ETHERNET)
            : t.interconnects().contains(wanted);
    List<Interconnect> had =
        t.interconnects().isEmpty() ? List.of(Interconnect.ETHERNET) : t.interconnects();
    return met
        ? null
        : "interconnect " + wanted + " is asked for, the target has " + Text.list(had);
  }

  private static @Nullable String location(Need n, Target t, @Nullable TargetObserved r) {
    List<String> wanted = n.constraints().locations();
    return wanted.isEmpty() || !Collections.disjoint(wanted, t.locations())
        ? null
        : "location must be one of "
            + Text.list(wanted)
            + ", the target is in "
            + Text.list(t.locations());
  }

  private static @Nullable String compliance(Need n, Target t, @Nullable TargetObserved r) {
    List<String> wanted = n.constraints().compliance();
    if (t.compliance().containsAll(wanted)) {
      return null;
    }
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(t.compliance());
    return "compliance "
        + Text.list(missing)
        + " is asked for, the target has "
        + Text.list(t.compliance());
  }

  private static @Nullable String deploymentModel(Need n, Target t, @Nullable TargetObserved r) {
    var wanted = n.constraints().deploymentModels();
    return wanted.isEmpty() || wanted.contains(t.model())
        ? null
        : "the deployment model must be one of "
            + Text.list(wanted)
            + ", the target's is "
            + t.model();
  }

  private static @Nullable String allowedTargets(Need n, Target t, @Nullable TargetObserved r) {
    var allowed = n.constraints().allowedTargets();
    return allowed.isEmpty() || allowed.contains(t.id())
        ? null
        : "only " + Text.list(allowed) + " are allowed";
  }

  private static @Nullable String avoidedTargets(Need n, Target t, @Nullable TargetObserved r) {
    return n.constraints().avoidedTargets().contains(t.id()) ? "the job avoids this target" : null;
  }

  /** A target that nobody charges for is below every ceiling. */
  private static @Nullable String price(Need n, Target t, @Nullable TargetObserved r) {
    Double ceiling = n.constraints().maximumPricePerHour();
    Double price = ceiling == null ? null : Pricing.perHour(n, t, r);
    return ceiling == null || price == null || price <= ceiling
        ? null
        : "all workers cost %s USD an hour, the ceiling is %s"
            .formatted(Text.dollars(price), Text.dollars(ceiling));
  }

  private static @Nullable String preemptible(Need n, Target t, @Nullable TargetObserved r) {
    if (n.constraints().preemptible()) {
      return null;
    }
    boolean fits = false;
    for (NodeShape node : t.nodes()) {
      if (Fitting.all(n, t, node)) {
        fits = true;
        if (!Pricing.onlyPreemptible(node)) {
          return null;
        }
      }
    }
    return fits ? "the fitting machines can be taken back, and the job does not allow that" : null;
  }

  /** What is set up wrongly stays so, however often it is tried. */
  private static @Nullable String misconfigured(Need n, Target t, @Nullable TargetObserved r) {
    String reason = null;
    for (PastAttempt past : n.history().attempts()) {
      if (t.id().equals(past.target())
          && past.ending() instanceof Ending.Failed failed
          && failed.category() == FailureCategory.CONFIGURATION) {
        reason = "attempt " + past.attempt() + " failed here, and would again: " + failed.reason();
      }
    }
    return reason;
  }

  private static @Nullable String healthy(Need n, Target t, @Nullable TargetObserved r) {
    if (r == null || r.reachable()) {
      return null;
    }
    return "the target cannot be reached: "
        + (r.problem() == null ? "no reason known" : r.problem());
  }
}
