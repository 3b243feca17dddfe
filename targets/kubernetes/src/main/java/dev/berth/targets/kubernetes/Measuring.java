package dev.berth.targets.kubernetes;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Machine;
import dev.berth.targets.kubernetes.dialect.Maker;
import dev.berth.targets.kubernetes.dialect.ModelOf;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes that take pods have, and what no pod has asked for. Everybody's pods count; nodes
 * that an autoscaler could still make do not.
 */
final class Measuring {

  private static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";
  private static final double MIB = 1024 * 1024;

  private final Connection connection;
  private final ClusterObjects objects;
  private final KueueObjects kueue;
  private final Watches watches;
  private final Target target;
  private final Dialect dialect;

  Measuring(
      Connection connection,
      ClusterObjects objects,
      KueueObjects kueue,
      Watches watches,
      Target target,
      Dialect dialect) {
    this.connection = connection;
    this.objects = objects;
    this.kueue = kueue;
    this.watches = watches;
    this.target = target;
    this.dialect = dialect;
  }

  Capacity capacity() throws TargetTroubleException {
    List<Node> nodes = connection.ask("list nodes", client -> Pages.all(client.nodes()::list));
    List<Asking> pods =
        connection.ask(
            "list pods of all namespaces",
            client ->
                Pages.all(
                    client
                            .pods()
                            .inAnyNamespace()
                            .withNewFilter()
                            .withoutField("status.phase", "Succeeded")
                            .withoutField("status.phase", "Failed")
                            .endFilter()
                        ::list,
                    Asking::of));
    int live = live(NativeKind.JOB) + live(NativeKind.RAY_JOB);
    Integer queued = kueue.waiting();
    return of(nodes, pods, live, queued == null ? withoutNode(pods) : queued);
  }

  private int live(NativeKind kind) throws TargetTroubleException {
    OptionalInt known = watches.count(kind);
    return known.isPresent() ? known.getAsInt() : objects.list(kind, false).size();
  }

  /** What the scheduler found no node for, whoever's it is. */
  private static int withoutNode(List<Asking> pods) {
    return (int) pods.stream().filter(Asking::findsNoNode).count();
  }

  private Capacity of(List<Node> nodes, List<Asking> pods, int live, int waiting) {
    Map<String, Map<String, Double>> byNode = new HashMap<>();
    for (Asking pod : pods) {
      if (pod.node() != null) {
        Map<String, Double> sum = byNode.computeIfAbsent(pod.node(), _ -> new HashMap<>());
        pod.requests().forEach((resource, asked) -> sum.merge(resource, asked, Double::sum));
      }
    }
    double cpus = 0;
    double cpusFree = 0;
    double memory = 0;
    double memoryFree = 0;
    Map<String, int[]> accelerators = new TreeMap<>();
    for (Node node : nodes) {
      if (takesPods(node)) {
        Map<String, Quantity> has = node.getStatus().getAllocatable();
        Map<String, Double> asked = byNode.getOrDefault(node.getMetadata().getName(), Map.of());
        cpus += amount(has.get("cpu"));
        cpusFree += free(has, asked, "cpu");
        memory += amount(has.get("memory"));
        memoryFree += free(has, asked, "memory");
        for (Maker maker : Maker.values()) {
          int total = (int) amount(has.get(maker.resource()));
          Optional<String> kind = total > 0 ? kind(node, maker) : Optional.empty();
          if (kind.isPresent()) {
            int[] sum = accelerators.computeIfAbsent(kind.get(), _ -> new int[2]);
            sum[0] += total;
            sum[1] += (int) free(has, asked, maker.resource());
          }
        }
      }
    }
    return new Capacity(
        cpus,
        cpusFree,
        (long) (memory / MIB),
        (long) (memoryFree / MIB),
        accelerators.entrySet().stream()
            .map(one -> new AcceleratorCapacity(one.getKey(), one.getValue()[0], one.getValue()[1]))
            .toList(),
        live,
        target.maximumAttempts(),
        waiting);
  }

  private static boolean takesPods(Node node) {
    return !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && node.getStatus().getConditions().stream()
            .anyMatch(one -> "Ready".equals(one.getType()) && "True".equals(one.getStatus()));
  }

  /** The kind as jobs call it; empty if nothing tells. */
  private Optional<String> kind(Node node, Maker maker) {
    Map<String, String> labels =
        node.getMetadata().getLabels() == null ? Map.of() : node.getMetadata().getLabels();
    Optional<String> told =
        switch (dialect.models()) {
          case ModelOf.ByLabel label -> {
            String value = labels.get(label.key());
            yield label.values().entrySet().stream()
                .filter(one -> value != null && one.getValue().contains(value))
                .map(Map.Entry::getKey)
                .findFirst();
          }
          case ModelOf.ByInstanceType _ -> byInstanceType(labels.get(INSTANCE_TYPE));
          case ModelOf.Untold _ -> Optional.empty();
        };
    return told.or(() -> onlyOneOf(maker));
  }

  private Optional<String> byInstanceType(@Nullable String type) {
    return target.nodes().stream()
        .filter(shape -> shape.name().equals(type))
        .flatMap(shape -> Optional.ofNullable(shape.accelerators()).stream())
        .findFirst()
        .or(() ->
            type == null ? Optional.empty() : dialect.machine(type).map(Machine::accelerators))
        .map(Accelerators::kind);
  }

  /** What the fleet file says, where it leaves no choice. */
  private Optional<String> onlyOneOf(Maker maker) {
    List<String> kinds =
        target.nodes().stream()
            .map(NodeShape::accelerators)
            .flatMap(one -> Optional.ofNullable(one).stream())
            .map(Accelerators::kind)
            .filter(kind -> Maker.of(kind) == maker)
            .distinct()
            .toList();
    return kinds.size() == 1 ? Optional.of(kinds.getFirst()) : Optional.empty();
  }

  private static double free(
      Map<String, Quantity> has, Map<String, Double> asked, String resource) {
    return Math.max(0, amount(has.get(resource)) - asked.getOrDefault(resource, 0.0));
  }

  static double amount(@Nullable Quantity quantity) {
    return quantity == null ? 0 : quantity.getNumericalAmount().doubleValue();
  }
}
