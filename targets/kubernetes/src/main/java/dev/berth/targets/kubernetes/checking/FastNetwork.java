package dev.berth.targets.kubernetes.checking;

import dev.berth.contracts.Interconnect;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Fabric;
import dev.berth.targets.kubernetes.dialect.Offer;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the interconnects that the fleet file promises against a cluster's nodes. */
final class FastNetwork {

  private final Target target;
  private final Dialect dialect;
  private final ClusterSettings settings;
  private final TargetNodes nodes;

  FastNetwork(Target target, Dialect dialect, ClusterSettings settings, TargetNodes nodes) {
    this.target = target;
    this.dialect = dialect;
    this.settings = settings;
    this.nodes = nodes;
  }

  CheckOutcome look() {
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
      long having =
          nodes.chosen().stream()
              .filter(machine -> machine.amount(resource.get()) >= least)
              .count();
      if (having == 0 && !nodes.scales()) {
        return new Failed(
            "no node has %d of %s, for '%s'".formatted(least, resource.get(), one),
            "install its device plug-in, or mend driver.settings.fabric-resource and fabric-count");
      }
      found.add("%s by %s, on %d nodes".formatted(one, resource.get(), having));
    }
    return new Passed(String.join("; ", found));
  }
}
