package dev.berth.targets.kubernetes.checking;

import dev.berth.contracts.Accelerators;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Maker;
import dev.berth.targets.kubernetes.dialect.ModelOf;
import dev.berth.targets.kubernetes.dialect.Offer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the accelerators that the fleet file promises against a cluster's nodes. */
final class AcceleratorChecks {

  private final Target target;
  private final Dialect dialect;
  private final TargetNodes nodes;

  AcceleratorChecks(Target target, Dialect dialect, TargetNodes nodes) {
    this.target = target;
    this.dialect = dialect;
    this.nodes = nodes;
  }

  CheckOutcome accelerators() {
    List<String> kinds =
        target.nodes().stream()
            .flatMap(shape -> Optional.ofNullable(shape.accelerators()).stream())
            .map(Accelerators::kind)
            .distinct()
            .sorted()
            .toList();
    if (kinds.isEmpty()) {
      return new Skipped("the fleet file names none");
    }
    return Outcomes.all(kinds, this::accelerator);
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
        nodes.chosen().stream().filter(one -> one.amount(maker.resource()) > 0).toList();
    List<Machine> told = having.stream().filter(one -> tells(one, kind)).toList();
    if (told.isEmpty()) {
      return having.isEmpty() ? none(kind, maker) : untold(kind, maker, having);
    }
    List<Machine> taking =
        told.stream().filter(one -> nodes.untolerated(one, Optional.of(maker)).isEmpty()).toList();
    if (taking.isEmpty()) {
      Map<String, String> taints = nodes.untolerated(told.getFirst(), Optional.of(maker));
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
    return nodes.scales()
        ? new Passed("no %s now; %s makes nodes with it".formatted(kind, nodes.maker()))
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
              "one of the instance types that jobs with '%s' ask for by nodes[] of the fleet file, %s"
                  .formatted(kind, types(kind));
          case ModelOf.Untold _ -> "anything";
        };
    Machine first = having.getFirst();
    String seen =
        "%d nodes have %s, and none of them %s; %s has %s"
            .formatted(having.size(), maker.resource(), expected, first.name(), mark(first));
    // Of a label that no node has at all an autoscaler's nodes will have none either.
    return nodes.scales() && tellsAnything(having)
        ? new Passed("no %s now (%s); %s makes nodes with it".formatted(kind, seen, nodes.maker()))
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
      case ModelOf.ByInstanceType _ -> types(kind).contains(machine.instanceType());
      case ModelOf.Untold _ -> true;
    };
  }

  /** Those that submissions ask for, where a node's type tells what it has. */
  private Set<String> types(String kind) {
    Set<String> types = new LinkedHashSet<>();
    for (NodeShape shape : target.nodes()) {
      if (shape.accelerators() != null && shape.accelerators().kind().equals(kind)) {
        types.addAll(dialect.types(shape.name(), shape.accelerators()));
      }
    }
    return types;
  }
}
