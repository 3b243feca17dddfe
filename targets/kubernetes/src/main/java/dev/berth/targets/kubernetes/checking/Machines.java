package dev.berth.targets.kubernetes.checking;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Maker;
import dev.berth.targets.kubernetes.dialect.Offer;
import dev.berth.targets.kubernetes.dialect.Spot;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds what the fleet file promises of a cluster's machines against its nodes. */
final class Machines {

  private final Target target;
  private final Dialect dialect;
  private final ClusterSettings settings;
  private final TargetNodes nodes;

  Machines(Target target, Dialect dialect, ClusterSettings settings, List<Machine> machines) {
    this.target = target;
    this.dialect = dialect;
    this.settings = settings;
    this.nodes = new TargetNodes(dialect, settings, machines);
  }

  CheckOutcome nodes() {
    List<Machine> chosen = nodes.chosen();
    if (chosen.isEmpty()) {
      return nodes.scales()
          ? new Passed("none is ready now%s; %s makes them".formatted(nodes.where(), nodes.maker()))
          : new Failed(
              "of %d nodes none is ready%s".formatted(nodes.count(), nodes.where()),
              settings.nodeSelector().isEmpty()
                  ? "kubectl get nodes says which are not, or are cordoned"
                  : "mend driver.settings.node-selector, or label the nodes that are meant");
    }
    List<Machine> taking =
        chosen.stream().filter(one -> nodes.untolerated(one, Optional.empty()).isEmpty()).toList();
    if (taking.isEmpty() && !offersOnlyAccelerators()) {
      return new Failed(
          "%d nodes are ready%s and all of them are tainted: %s"
              .formatted(
                  chosen.size(),
                  nodes.where(),
                  nodes.untolerated(chosen.getFirst(), Optional.empty())),
          "name the taints in driver.settings.tolerations (key=value,...), or use other nodes");
    }
    return new Passed(
        "%d of %d nodes are ready%s, %d of them without a taint that keeps jobs away"
            .formatted(chosen.size(), nodes.count(), nodes.where(), taking.size()));
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
        nodes.chosen().stream().filter(one -> one.instanceType().equals(shape.name())).toList();
    List<Machine> candidates = same.isEmpty() && !nodes.scales() ? nodes.chosen() : same;
    return candidates.stream()
        .filter(one ->
            shape.accelerators() == null
                || one.amount(Maker.of(shape.accelerators().kind()).resource()) > 0)
        .max(Comparator.comparingDouble(Machine::cpus));
  }

  CheckOutcome accelerators() {
    return new AcceleratorChecks(target, dialect, nodes).accelerators();
  }

  CheckOutcome fastNetwork() {
    return new FastNetwork(target, dialect, settings, nodes).look();
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
            nodes.chosen().stream()
                .filter(machine -> spot.labels().stream().anyMatch(machine::has))
                .count();
        yield new Passed("%d nodes may be taken back, by their labels".formatted(there));
      }
    };
  }

  private boolean offersOnlyAccelerators() {
    return target.nodes().stream().allMatch(shape -> shape.accelerators() != null);
  }
}
