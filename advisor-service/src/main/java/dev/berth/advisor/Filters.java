package dev.berth.advisor;

import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Interconnect;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that every target has to pass, in the order in which decisions list their reasons. */
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

  private static Optional<String> runtime(Question q, Target t, @Nullable TargetObserved r) {
    return refuse(
        !t.runtimes().contains(q.spec().runtime()),
        "runtime %s is asked for, the target has %s",
        q.spec().runtime(),
        t.runtimes());
  }

  private static Optional<String> accelerators(Question q, Target t, @Nullable TargetObserved r) {
    return refuse(
        t.nodes().stream().noneMatch(node -> Fitting.accelerators(q.spec(), node)),
        "%s a worker are asked for, no machine has them: %s",
        Fitting.wanted(q.spec()),
        t.nodes().stream().map(Fitting::had).distinct().toList());
  }

  private static Optional<String> resources(Question q, Target t, @Nullable TargetObserved r) {
    return refuse(
        t.nodes().stream().noneMatch(node -> Fitting.coresAndMemory(q.spec(), node)),
        "a worker needs %s cores and %d MiB, the largest machine has %s cores and %d MiB",
        Amount.of(q.spec().resources().cpus()),
        q.spec().resources().memoryMiB(),
        Amount.of(t.nodes().stream().mapToDouble(n -> n.cpus()).max().orElse(0)),
        t.nodes().stream().mapToLong(n -> n.memoryMiB()).max().orElse(0));
  }

  /** Only asked where some machine holds one worker: otherwise the two before have said it. */
  private static Optional<String> workers(Question q, Target t, @Nullable TargetObserved r) {
    long most = Fitting.mostWorkers(q.spec(), t);
    return refuse(
        most > 0 && most < q.spec().workers().min(),
        "%d workers are asked for, the target's machines hold at most %d",
        q.spec().workers().min(),
        most);
  }

  private static Optional<String> interconnect(Question q, Target t, @Nullable TargetObserved r) {
    Interconnect wanted = q.spec().interconnect();
    if (wanted == null || wanted == Interconnect.ETHERNET) {
      return Optional.empty();
    }
    boolean met =
        wanted == Interconnect.RDMA
            ? t.interconnects().stream().anyMatch(has -> has != Interconnect.ETHERNET)
            : t.interconnects().contains(wanted);
    return refuse(!met, "interconnect %s is asked for, the target has %s", wanted, had(t));
  }

  private static List<Interconnect> had(Target t) {
    return t.interconnects().isEmpty() ? List.of(Interconnect.ETHERNET) : t.interconnects();
  }

  private static Optional<String> location(Question q, Target t, @Nullable TargetObserved r) {
    List<String> wanted = q.spec().constraints().locations();
    return refuse(
        !wanted.isEmpty() && Collections.disjoint(wanted, t.locations()),
        "location must be one of %s, the target is in %s",
        wanted,
        t.locations());
  }

  private static Optional<String> compliance(Question q, Target t, @Nullable TargetObserved r) {
    List<String> missing = new ArrayList<>(q.spec().constraints().compliance());
    missing.removeAll(t.compliance());
    return refuse(
        !missing.isEmpty(),
        "compliance %s is asked for, the target has %s",
        missing,
        t.compliance());
  }

  private static Optional<String> deploymentModel(
      Question q, Target t, @Nullable TargetObserved r) {
    var wanted = q.spec().constraints().deploymentModels();
    return refuse(
        !wanted.isEmpty() && !wanted.contains(t.model()),
        "the deployment model must be one of %s, the target's is %s",
        wanted,
        t.model());
  }

  private static Optional<String> allowedTargets(Question q, Target t, @Nullable TargetObserved r) {
    List<TargetId> allowed = q.spec().constraints().allowedTargets();
    return refuse(!allowed.isEmpty() && !allowed.contains(t.id()), "only %s are allowed", allowed);
  }

  private static Optional<String> avoidedTargets(Question q, Target t, @Nullable TargetObserved r) {
    return refuse(
        q.spec().constraints().avoidedTargets().contains(t.id()), "the job avoids this target");
  }

  private static Optional<String> price(Question q, Target t, @Nullable TargetObserved r) {
    Double ceiling = q.spec().constraints().maximumPricePerHour();
    Double price = Pricing.perHour(q.spec(), t, r);
    return ceiling == null || price == null
        ? Optional.empty()
        : refuse(
            price > ceiling,
            "all workers cost %.2f USD an hour, the ceiling is %.2f",
            price,
            ceiling);
  }

  private static Optional<String> preemptible(Question q, Target t, @Nullable TargetObserved r) {
    return refuse(
        !q.spec().constraints().preemptible()
            && t.nodes().stream()
                .filter(node -> Fitting.worker(q.spec(), node))
                .allMatch(Pricing::onlyPreemptible)
            && Fitting.mostWorkers(q.spec(), t) > 0,
        "the fitting machines can be taken back, and the job does not allow that");
  }

  private static Optional<String> misconfigured(Question q, Target t, @Nullable TargetObserved r) {
    return q.history().attempts().stream()
        .filter(past -> t.id().equals(past.target()))
        .filter(Filters::wouldRepeat)
        .reduce((earlier, later) -> later)
        .map(
            past -> "attempt " + past.attempt() + " failed here, and would again: " + reason(past));
  }

  private static boolean wouldRepeat(PastAttempt past) {
    return past.ending() instanceof Ending.Failed failed
        && failed.category() == FailureCategory.CONFIGURATION;
  }

  private static String reason(PastAttempt past) {
    return past.ending() instanceof Ending.Failed failed ? failed.reason() : "";
  }

  private static Optional<String> healthy(Question q, Target t, @Nullable TargetObserved r) {
    return refuse(
        r != null && !r.reachable(),
        "the target cannot be reached: %s",
        r == null || r.problem() == null ? "no reason known" : r.problem());
  }

  private static Optional<String> refuse(
      boolean refused, String format, @Nullable Object... values) {
    return refused ? Optional.of(String.format(Locale.ROOT, format, values)) : Optional.empty();
  }

  /**
   * Where the last attempt was lost or not taken, the next one goes only if nowhere else will have
   * it: a reason that is likely to repeat, not one that is certain to.
   */
  static Optional<String> justFailed(Question q, Target t) {
    List<PastAttempt> past = q.history().attempts();
    if (past.isEmpty() || !t.id().equals(past.getLast().target())) {
      return Optional.empty();
    }
    PastAttempt last = past.getLast();
    return switch (last.ending()) {
      case Ending.Lost lost ->
          Optional.of("attempt " + last.attempt() + " was just lost here: " + lost.evidence());
      case Ending.Failed failed when failed.category() != FailureCategory.APPLICATION ->
          Optional.of(
              "attempt %s just failed here (%s): %s"
                  .formatted(last.attempt(), failed.category(), failed.reason()));
      case Ending.Failed _, Ending.Succeeded _, Ending.Cancelled _ -> Optional.empty();
    };
  }

  /** The name that decisions give to {@link #justFailed}. */
  static final String JUST_FAILED = "just-failed";
}
