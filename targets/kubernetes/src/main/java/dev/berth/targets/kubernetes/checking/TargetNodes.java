package dev.berth.targets.kubernetes.checking;

import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Maker;
import dev.berth.targets.kubernetes.dialect.Offer;
import dev.berth.targets.kubernetes.dialect.Scaling;
import dev.berth.targets.kubernetes.dialect.Spot;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster's nodes, as far as the fleet file means them for a target's jobs. */
final class TargetNodes {

  private final Dialect dialect;
  private final ClusterSettings settings;
  private final List<Machine> all;
  private final List<Machine> chosen;

  TargetNodes(Dialect dialect, ClusterSettings settings, List<Machine> all) {
    this.dialect = dialect;
    this.settings = settings;
    this.all = all;
    this.chosen =
        all.stream().filter(one -> one.ready() && one.has(settings.nodeSelector())).toList();
  }

  /** How many the cluster has. */
  int count() {
    return all.size();
  }

  /** Those that are ready and have the labels that jobs ask for. */
  List<Machine> chosen() {
    return chosen;
  }

  /** Which labels jobs ask for, to be said after what is told of nodes; empty if none. */
  String where() {
    return settings.nodeSelector().isEmpty()
        ? ""
        : " and has the labels " + settings.nodeSelector();
  }

  /** Whether something makes nodes when pods need them. */
  boolean scales() {
    return !dialect.scaling().equals(Scaling.NONE);
  }

  /** What does. */
  String maker() {
    return dialect.scaling().by();
  }

  /** Taints that none of the pods' tolerations answers. */
  Map<String, String> untolerated(Machine machine, Optional<Maker> accelerated) {
    Map<String, String> left = new HashMap<>(machine.taints());
    settings.tolerations().forEach(left::remove);
    accelerated.ifPresent(maker -> left.remove(maker.resource()));
    if (dialect.spot() instanceof Offer.Offered<Spot>(Spot spot)) {
      spot.taints().forEach(taint -> left.remove(taint.key()));
    }
    return left;
  }
}
