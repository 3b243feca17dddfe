package dev.berth.targets.kubernetes.rendering;

import static dev.berth.targets.kubernetes.dialect.Autopilot.COMPUTE_CLASS;
import static dev.berth.targets.kubernetes.dialect.Autopilot.GENERAL_PURPOSE;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Interconnect;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.kubernetes.dialect.Autopilot;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Fabric;
import dev.berth.targets.kubernetes.dialect.Maker;
import dev.berth.targets.kubernetes.dialect.ModelOf;
import dev.berth.targets.kubernetes.dialect.NodeLabel;
import dev.berth.targets.kubernetes.dialect.NodeTaint;
import dev.berth.targets.kubernetes.dialect.Offer;
import dev.berth.targets.kubernetes.dialect.Spot;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which nodes an attempt's workers may and should go to, and what they take there. */
final class Placing {

  private static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

  private final Dialect dialect;
  private final ClusterSettings settings;
  private final Candidates candidates;

  Placing(Target target, Dialect dialect, ClusterSettings settings) {
    this.dialect = dialect;
    this.candidates = new Candidates(target, dialect);
    this.settings = settings;
  }

  /** What one worker takes; it asks for as much as it may have. */
  Map<String, Quantity> resources(JobSpec spec) throws UnfitException {
    Map<String, Quantity> resources = plain(spec.resources().cpus(), spec.resources().memoryMiB());
    Accelerators accelerators = spec.resources().accelerators();
    if (accelerators == null) {
      checkAutopilot(spec);
    } else {
      candidates.check(spec);
      resources.put(
          offered(dialect.resource(accelerators.kind())),
          new Quantity(Integer.toString(accelerators.count())));
    }
    Optional<String> fabric = fabric(spec);
    if (fabric.isPresent()) {
      int count =
          settings.fabricCount() == null ? candidates.fabrics(spec) : settings.fabricCount();
      resources.put(fabric.get(), new Quantity(Integer.toString(count)));
    }
    return resources;
  }

  private void checkAutopilot(JobSpec spec) throws UnfitException {
    if (!settings.autopilot()) {
      return;
    }
    Resources asked = spec.resources();
    String name = settings.nodeSelector().getOrDefault(COMPUTE_CLASS, GENERAL_PURPOSE);
    Optional<Autopilot.ComputeClass> bounds = Autopilot.bounds(name);
    if (bounds.isPresent()
        && (asked.cpus() > bounds.get().cpus() || asked.memoryMiB() > bounds.get().memoryMiB())) {
      throw new UnfitException(
          "a worker of %s cpus and %d MiB is more than Autopilot's class '%s' takes, %s cpus and %d MiB; driver.settings.compute-class names another"
              .formatted(
                  asked.cpus(),
                  asked.memoryMiB(),
                  name,
                  bounds.get().cpus(),
                  bounds.get().memoryMiB()));
    }
  }

  static Map<String, Quantity> plain(double cpus, long memoryMiB) {
    Map<String, Quantity> resources = new TreeMap<>();
    resources.put("cpu", new Quantity(Math.round(cpus * 1_000) + "m"));
    resources.put("memory", new Quantity(memoryMiB + "Mi"));
    return resources;
  }

  private Optional<String> fabric(JobSpec spec) throws UnfitException {
    Interconnect interconnect = spec.interconnect();
    if (interconnect == null || interconnect == Interconnect.ETHERNET) {
      return Optional.empty();
    }
    return switch (offered(dialect.fabric(interconnect))) {
      case Fabric.Fixed fixed -> Optional.of(fixed.resource());
      case Fabric.NamedBySetting _ -> {
        if (settings.fabricResource() == null) {
          throw new UnfitException(
              "interconnect '%s' needs driver.settings.fabric-resource on a cluster of the dialect '%s'"
                  .formatted(interconnect, dialect.name()));
        }
        yield Optional.of(settings.fabricResource());
      }
    };
  }

  /**
   * Where pods go.
   *
   * @param together labels of the pods that have to be in one zone, if the network asks for it
   */
  @Nullable Affinity affinity(JobSpec spec, boolean accelerated, Map<String, String> together)
      throws UnfitException {
    List<NodeSelectorRequirement> required = new ArrayList<>();
    List<PreferredSchedulingTerm> preferred = new ArrayList<>();
    settings
        .nodeSelector()
        .forEach(
            (key, value) -> required.add(new NodeSelectorRequirement(key, "In", List.of(value))));
    for (NodeLabel label : spot().map(Spot::labels).orElse(List.of())) {
      if (spec.constraints().preemptible()) {
        preferred.add(
            new PreferredSchedulingTermBuilder()
                .withWeight(100)
                .withNewPreference()
                .addToMatchExpressions(
                    new NodeSelectorRequirement(label.key(), "In", label.values()))
                .endPreference()
                .build());
      } else {
        required.add(new NodeSelectorRequirement(label.key(), "NotIn", label.values()));
      }
    }
    Accelerators accelerators = spec.resources().accelerators();
    if (accelerated && accelerators != null) {
      model(spec, accelerators.kind()).ifPresent(required::add);
    }
    AffinityBuilder affinity = new AffinityBuilder();
    boolean any = false;
    if (!required.isEmpty()) {
      affinity
          .editOrNewNodeAffinity()
          .withNewRequiredDuringSchedulingIgnoredDuringExecution()
          .addNewNodeSelectorTerm()
          .withMatchExpressions(required)
          .endNodeSelectorTerm()
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endNodeAffinity();
      any = true;
    }
    if (!preferred.isEmpty()) {
      affinity
          .editOrNewNodeAffinity()
          .withPreferredDuringSchedulingIgnoredDuringExecution(preferred)
          .endNodeAffinity();
      any = true;
    }
    if (dialect.zoneLabel() != null && spec.workers().max() > 1 && fabric(spec).isPresent()) {
      affinity
          .withNewPodAffinity()
          .addNewRequiredDuringSchedulingIgnoredDuringExecution()
          .withNewLabelSelector()
          .withMatchLabels(together)
          .endLabelSelector()
          .withTopologyKey(dialect.zoneLabel())
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endPodAffinity();
      any = true;
    }
    return any ? affinity.build() : null;
  }

  private Optional<NodeSelectorRequirement> model(JobSpec spec, String kind) throws UnfitException {
    return switch (dialect.models()) {
      case ModelOf.ByLabel label -> {
        List<String> values = label.values().get(kind);
        if (Maker.of(kind) != Maker.NVIDIA) {
          yield Optional.empty();
        }
        if (values == null) {
          throw new UnfitException(
              "accelerator '%s' is none that the dialect '%s' knows the label of: %s"
                  .formatted(kind, dialect.name(), label.values().keySet()));
        }
        yield Optional.of(new NodeSelectorRequirement(label.key(), "In", values));
      }
      case ModelOf.ByInstanceType _ ->
          Optional.of(
              new NodeSelectorRequirement(
                  INSTANCE_TYPE, "In", candidates.types(spec, fabric(spec).isPresent())));
      case ModelOf.Untold _ -> Optional.empty();
    };
  }

  List<Toleration> tolerations(JobSpec spec, boolean accelerated) {
    List<Toleration> tolerations = new ArrayList<>();
    Accelerators accelerators = spec.resources().accelerators();
    if (accelerated && accelerators != null) {
      tolerations.add(toleration(Maker.of(accelerators.kind()).resource(), null));
    }
    if (spec.constraints().preemptible()) {
      for (NodeTaint taint : spot().map(Spot::taints).orElse(List.of())) {
        tolerations.add(toleration(taint.key(), taint.value()));
      }
    }
    settings.tolerations().forEach((key, value) -> tolerations.add(toleration(key, value)));
    return tolerations;
  }

  private static Toleration toleration(String key, @Nullable String value) {
    return new Toleration("NoSchedule", key, value == null ? "Exists" : "Equal", null, value);
  }

  /** May-be-taken-back is something a job bears with, not something it asks for. */
  private Optional<Spot> spot() {
    return switch (dialect.spot()) {
      case Offer.Offered<Spot> offered -> Optional.of(offered.value());
      case Offer.NotOffered<Spot> _ -> Optional.empty();
    };
  }

  private static <T> T offered(Offer<T> offer) throws UnfitException {
    return switch (offer) {
      case Offer.Offered<T> offered -> offered.value();
      case Offer.NotOffered<T> not -> throw new UnfitException(not.reason());
    };
  }
}
