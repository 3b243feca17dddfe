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
import java.util.List;

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
    return Outcomes.all(promised, this::look);
  }

  private CheckOutcome look(Interconnect promised) {
    return switch (dialect.fabric(promised)) {
      case Offer.Offered<Fabric>(Fabric.Fixed fixed) -> given(promised, fixed.resource());
      case Offer.Offered<Fabric>(Fabric.NamedBySetting _) ->
          settings.fabricResource() == null
              ? new Failed(
                  "'%s' needs driver.settings.fabric-resource here".formatted(promised),
                  "name the extended resource of its device plug-in there")
              : given(promised, settings.fabricResource());
      case Offer.NotOffered<Fabric>(String reason) ->
          new Failed(reason, "take it out of the target's interconnects in the fleet file");
    };
  }

  private CheckOutcome given(Interconnect promised, String resource) {
    int least = settings.fabricCount() == null ? 1 : settings.fabricCount();
    long having =
        nodes.chosen().stream().filter(machine -> machine.amount(resource) >= least).count();
    return having == 0 && !nodes.scales()
        ? new Failed(
            "no node has %d of %s, for '%s'".formatted(least, resource, promised),
            "install its device plug-in, or mend driver.settings.fabric-resource and fabric-count")
        : new Passed("%s by %s, on %d nodes".formatted(promised, resource, having));
  }
}
