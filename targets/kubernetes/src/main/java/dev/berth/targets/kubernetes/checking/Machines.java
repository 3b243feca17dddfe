package dev.berth.targets.kubernetes.checking;

import dev.berth.contracts.Interconnect;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Fabric;
import dev.berth.targets.kubernetes.dialect.Maker;
import dev.berth.targets.kubernetes.dialect.ModelOf;
import dev.berth.targets.kubernetes.dialect.Offer;
import dev.berth.targets.kubernetes.dialect.Scaling;
import dev.berth.targets.kubernetes.dialect.Spot;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds what the fleet file promises of a cluster's machines against its nodes. */
final class Machines {

  private final Target target;
  private final Dialect dialect;
  private final ClusterSettings settings;
  private final List<Machine> machines;

  Machines(Target target, Dialect dialect, ClusterSettings settings, List<Machine> machines) {
    this.target = target;
    this.dialect = dialect;
    this.settings = settings;
    this.machines = machines;
  }

  CheckOutcome nodes() {
    List<Machine> chosen = chosen();
    if (chosen.isEmpty()) {
      return scales()
          ? new Passed(
              "none is ready now%s; %s makes them".formatted(where(), dialect.scaling().by()))
          : new Failed(
              "of %d nodes none is ready%s".formatted(machines.size(), where()),
              settings.nodeSelector().isEmpty()
                  ? "kubectl get nodes says which are not, or are cordoned"
                  : "mend driver.settings.node-selector, or label the nodes that are meant");
    }
    List<Machine> taking =
        chosen.stream().filter(one -> untolerated(one, Optional.empty()).isEmpty()).toList();
    if (taking.isEmpty() && !offersOnlyAccelerators()) {
      return new Failed(
          "%d nodes are ready%s and all of them are tainted: %s"
              .formatted(chosen.size(), where(), untolerated(chosen.getFirst(), Optional.empty())),
          "name the taints in driver.settings.tolerations (key=value,...), or use other nodes");
    }
    return new Passed(
        "%d of %d nodes are ready%s, %d of them without a taint that keeps jobs away"
            .formatted(chosen.size(), machines.size(), where(), taking.size()));
  }

  /** A worker that asks for more than any node has to give waits until the attempt fails. */
  CheckOutcome shapes() {
    List<String> tooLarge = new ArrayList<>();
    List<String> compared = new ArrayList<>();
    for (NodeShape shape : target.nodes()) {
      largest(shape)
          .ifPresent(machine -> {
            compared.add(shape.name());
            if (machine.cpus() < shape.cpus() || machine.memoryMiB() < shape.memoryMiB()) {
              tooLarge.add(
                  String.format(
                      Locale.ROOT,
                      "'%s' is offered with %s cpus and %d MiB, and %s has %s and %d to give",
                      shape.name(),
                      shape.cpus(),
                      shape.memoryMiB(),
                      machine.name(),
                      machine.cpus(),
                      machine.memoryMiB()));
            }
          });
    }
    if (!tooLarge.isEmpty()) {
      return new Failed(
          String.join("; ", tooLarge),
          "write what nodes have to give (kubectl get nodes -o yaml, allocatable) into the fleet"
              + " file's nodes[]: a job that takes it at its word finds no node");
    }
    return compared.isEmpty()
        ? new Skipped("there is no node yet of any machine that the fleet file names")
        : new Passed("nodes are as large as the fleet file says: " + String.join(", ", compared));
  }

  /** Of the same name where nodes tell it; else the largest there is. */
  private Optional<Machine> largest(NodeShape shape) {
    List<Machine> same =
        chosen().stream().filter(one -> one.instanceType().equals(shape.name())).toList();
    List<Machine> candidates = same.isEmpty() && !scales() ? chosen() : same;
    return candidates.stream()
        .filter(one ->
            shape.accelerators() == null
                || one.amount(Maker.of(shape.accelerators().kind()).resource()) > 0)
        .max(Comparator.comparingDouble(Machine::cpus));
  }

  CheckOutcome accelerators() {
    Map<String, Integer> kinds =
        target.nodes().stream()
            .flatMap(shape -> Optional.ofNullable(shape.accelerators()).stream())
            .collect(
                Collectors.toMap(
                    one -> one.kind(), one -> one.count(), Math::max, java.util.TreeMap::new));
    if (kinds.isEmpty()) {
      return new Skipped("the fleet file names none");
    }
    List<String> found = new ArrayList<>();
    for (String kind : kinds.keySet()) {
      switch (accelerator(kind)) {
        case Passed passed -> found.add(passed.found());
        case Failed failed -> {
          return failed;
        }
        case Skipped skipped -> {
          return skipped;
        }
      }
    }
    return new Passed(String.join("; ", found));
  }

  private CheckOutcome accelerator(String kind) {
    Maker maker = Maker.of(kind);
    if (dialect.resource(kind) instanceof Offer.NotOffered<String>(String reason)) {
      return new Failed(reason, "take it out of the target's nodes[] in the fleet file");
    }
    if (dialect.models() instanceof ModelOf.ByLabel label
        && maker == Maker.NVIDIA
        && !label.values().containsKey(kind)) {
      return new Failed(
          "the dialect '%s' knows no label of nodes with '%s'".formatted(dialect.name(), kind),
          "call it by one of the names that it knows: " + label.values().keySet());
    }
    List<Machine> having =
        chosen().stream().filter(one -> one.amount(maker.resource()) > 0).toList();
    List<Machine> told = having.stream().filter(one -> tells(one, kind)).toList();
    if (told.isEmpty()) {
      return having.isEmpty() ? none(kind, maker) : untold(kind, maker, having);
    }
    List<Machine> taking =
        told.stream().filter(one -> untolerated(one, Optional.of(maker)).isEmpty()).toList();
    if (taking.isEmpty()) {
      Map<String, String> taints = untolerated(told.getFirst(), Optional.of(maker));
      return new Failed(
          "all %d nodes with '%s' are tainted: %s".formatted(told.size(), kind, taints),
          "name the taints in driver.settings.tolerations: \"%s\""
              .formatted(
                  taints.entrySet().stream()
                      .map(one -> one.getKey() + '=' + one.getValue())
                      .collect(Collectors.joining(","))));
    }
    return new Passed(
        "%d %s on %d nodes"
            .formatted(
                (int) taking.stream().mapToDouble(one -> one.amount(maker.resource())).sum(),
                kind,
                taking.size()));
  }

  private CheckOutcome none(String kind, Maker maker) {
    return scales()
        ? new Passed("no %s now; %s makes nodes with it".formatted(kind, dialect.scaling().by()))
        : new Failed(
            "no node has %s to give, for '%s'".formatted(maker.resource(), kind),
            "install the device plug-in (for NVIDIA the GPU operator), or take it out of nodes[]");
  }

  private CheckOutcome untold(String kind, Maker maker, List<Machine> having) {
    String expected =
        switch (dialect.models()) {
          case ModelOf.ByLabel label ->
              "the label %s with one of %s".formatted(label.key(), label.values().get(kind));
          case ModelOf.ByInstanceType _ ->
              "an instance type that nodes[] of the fleet file gives '%s'".formatted(kind);
          case ModelOf.Untold _ -> "anything";
        };
    Machine first = having.getFirst();
    String seen =
        "%d nodes have %s, and none of them %s; %s has %s"
            .formatted(having.size(), maker.resource(), expected, first.name(), mark(first));
    // Of a label that no node has at all an autoscaler's nodes will have none either.
    return scales() && tellsAnything(having)
        ? new Passed(
            "no %s now (%s); %s makes nodes with it".formatted(kind, seen, dialect.scaling().by()))
        : new Failed(
            seen,
            "install GPU feature discovery (part of the GPU operator), or name the kind that these"
                + " nodes tell");
  }

  private boolean tellsAnything(List<Machine> having) {
    return switch (dialect.models()) {
      case ModelOf.ByLabel label ->
          having.stream().anyMatch(one -> one.labels().containsKey(label.key()));
      case ModelOf.ByInstanceType _ -> true;
      case ModelOf.Untold _ -> true;
    };
  }

  private String mark(Machine machine) {
    return switch (dialect.models()) {
      case ModelOf.ByLabel label -> {
        String value = machine.labels().get(label.key());
        yield value == null ? "no such label" : label.key() + '=' + value;
      }
      case ModelOf.ByInstanceType _ -> "the instance type '" + machine.instanceType() + "'";
      case ModelOf.Untold _ -> "it";
    };
  }

  private boolean tells(Machine machine, String kind) {
    return switch (dialect.models()) {
      case ModelOf.ByLabel label ->
          !label.values().containsKey(kind)
              || label.values().get(kind).contains(machine.labels().getOrDefault(label.key(), ""));
      case ModelOf.ByInstanceType _ ->
          target.nodes().stream()
                  .filter(shape ->
                      shape.accelerators() != null && shape.accelerators().kind().equals(kind))
                  .anyMatch(shape -> shape.name().equals(machine.instanceType()))
              || dialect
                  .machine(machine.instanceType())
                  .filter(sold -> sold.accelerators().kind().equals(kind))
                  .isPresent();
      case ModelOf.Untold _ -> true;
    };
  }

  CheckOutcome fastNetwork() {
    List<Interconnect> promised =
        target.interconnects().stream().filter(one -> one != Interconnect.ETHERNET).toList();
    if (promised.isEmpty()) {
      return new Skipped("the fleet file names none");
    }
    List<String> found = new ArrayList<>();
    for (Interconnect one : promised) {
      Optional<String> resource =
          switch (dialect.fabric(one)) {
            case Offer.Offered<Fabric>(Fabric.Fixed fixed) -> Optional.of(fixed.resource());
            case Offer.Offered<Fabric>(Fabric.NamedBySetting _) ->
                Optional.ofNullable(settings.fabricResource());
            case Offer.NotOffered<Fabric>(String reason) -> {
              found.add(reason);
              yield Optional.empty();
            }
          };
      if (resource.isEmpty()) {
        return new Failed(
            found.isEmpty()
                ? "'%s' needs driver.settings.fabric-resource here".formatted(one)
                : found.getFirst(),
            found.isEmpty()
                ? "name the extended resource of its device plug-in there"
                : "take it out of the target's interconnects in the fleet file");
      }
      int least = settings.fabricCount() == null ? 1 : settings.fabricCount();
      long nodes =
          chosen().stream().filter(machine -> machine.amount(resource.get()) >= least).count();
      if (nodes == 0 && !scales()) {
        return new Failed(
            "no node has %d of %s, for '%s'".formatted(least, resource.get(), one),
            "install its device plug-in, or mend driver.settings.fabric-resource and fabric-count");
      }
      found.add("%s by %s, on %d nodes".formatted(one, resource.get(), nodes));
    }
    return new Passed(String.join("; ", found));
  }

  CheckOutcome preemptible() {
    boolean promised =
        target.nodes().stream().anyMatch(shape -> shape.preemptiblePricePerHour() != null);
    return switch (dialect.spot()) {
      case Offer.NotOffered<Spot>(String reason) ->
          promised
              ? new Failed(
                  "the fleet file has a preemptiblePricePerHour, and " + reason,
                  "take that price out of the target's nodes[]")
              : new Skipped(reason);
      case Offer.Offered<Spot>(Spot spot) -> {
        long there =
            chosen().stream()
                .filter(machine -> spot.labels().stream().anyMatch(machine::has))
                .count();
        yield new Passed("%d nodes may be taken back, by their labels".formatted(there));
      }
    };
  }

  private boolean scales() {
    return !dialect.scaling().equals(Scaling.NONE);
  }

  private boolean offersOnlyAccelerators() {
    return target.nodes().stream().allMatch(shape -> shape.accelerators() != null);
  }

  private String where() {
    return settings.nodeSelector().isEmpty()
        ? ""
        : " and has the labels " + settings.nodeSelector();
  }

  private List<Machine> chosen() {
    return machines.stream()
        .filter(one -> one.ready() && one.has(settings.nodeSelector()))
        .toList();
  }

  /** Taints that none of the pods' tolerations answers. */
  private Map<String, String> untolerated(Machine machine, Optional<Maker> accelerated) {
    Map<String, String> left = new HashMap<>(machine.taints());
    settings.tolerations().forEach(left::remove);
    accelerated.ifPresent(maker -> left.remove(maker.resource()));
    if (dialect.spot() instanceof Offer.Offered<Spot>(Spot spot)) {
      spot.taints().forEach(taint -> left.remove(taint.key()));
    }
    return left;
  }
}
