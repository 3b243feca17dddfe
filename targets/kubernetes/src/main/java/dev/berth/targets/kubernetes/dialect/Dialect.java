package dev.berth.targets.kubernetes.dialect;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Interconnect;
import dev.berth.targets.kubernetes.dialect.Offer.NotOffered;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of Kubernetes cluster.
 *
 * @param name as the fleet file writes it
 * @param spot machines that may be taken back
 * @param models how its nodes tell the model of their accelerators
 * @param makers whose accelerators it can have
 * @param fabrics fast networks; what is not in it is not offered
 * @param zoneLabel the label that nodes of one zone share, or null if nodes have none
 * @param scaling who makes more nodes
 * @param identity how one signs in
 * @param machines the types of machines with accelerators that its vendor sells; none where nodes
 *     are one's own
 * @param controlPlanePerHour what the vendor asks for a cluster without nodes, in US dollars; null
 *     where nobody does
 */
public record Dialect(
    String name,
    Offer<Spot> spot,
    ModelOf models,
    Set<Maker> makers,
    Map<Interconnect, Fabric> fabrics,
    @Nullable String zoneLabel,
    Scaling scaling,
    Identity identity,
    List<Machine> machines,
    @Nullable Double controlPlanePerHour) {

  /** kubernetes.io/docs/reference/labels-annotations-taints: set by the cloud's controller. */
  static final String ZONE = "topology.kubernetes.io/zone";

  /** Copies the collections. */
  public Dialect {
    makers = Set.copyOf(makers);
    fabrics = Map.copyOf(fabrics);
    machines = List.copyOf(machines);
  }

  /** The type of machine of that name, if the vendor sells it. */
  public Optional<Machine> machine(String type) {
    return machines.stream().filter(machine -> machine.type().equals(type)).findFirst();
  }

  /**
   * The instance types that nodes of a machine of the fleet file can have. A name of the vendor's
   * is that type; any other, such as a node group's, is the customer's own: nodes may be of a type
   * that is called so, since vendors bring out new ones, or of any that has the same accelerators,
   * kind and count.
   *
   * @param name the machine's in the fleet file
   * @param accelerators what the fleet file gives it, or null for none
   */
  public Set<String> types(String name, @Nullable Accelerators accelerators) {
    Set<String> types = new LinkedHashSet<>(Set.of(name));
    if (machine(name).isEmpty()) {
      machines.stream()
          .filter(machine -> machine.accelerators().equals(accelerators))
          .map(Machine::type)
          .forEach(types::add);
    }
    return types;
  }

  /** The fast network of that name, or why there is none. Ethernet is not asked for. */
  public Offer<Fabric> fabric(Interconnect interconnect) {
    Fabric fabric = fabrics.get(interconnect);
    return fabric == null
        ? new NotOffered<>(
            "interconnect '%s' is not to be had on a cluster of the dialect '%s'"
                .formatted(interconnect, name))
        : new Offer.Offered<>(fabric);
  }

  /** The extended resource of an accelerator, or why a pod cannot get one. */
  public Offer<String> resource(String kind) {
    Maker maker = Maker.of(kind);
    return makers.contains(maker)
        ? new Offer.Offered<>(maker.resource())
        : new NotOffered<>(
            "accelerator '%s' is not to be had on a cluster of the dialect '%s'"
                .formatted(kind, name));
  }
}
