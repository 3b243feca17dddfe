package dev.berth.targets.slurm;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.QueueWait;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.NodeRow;
import dev.berth.targets.slurm.conversation.PartitionRow;
import dev.berth.targets.slurm.conversation.WaitingRow;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of the target's partitions have, what of it no job has, and how long the queues
 * are. A list of all nodes is long: what was read is told again until twice the interval of the
 * looks has passed.
 */
final class Measuring {

  private final Target target;
  private final Conversation conversation;
  private final SlurmSettings settings;
  private final SeenWaits seen;
  private final IntSupplier live;
  private final Clock clock;
  private @Nullable Capacity last;
  private Instant readAt = Instant.EPOCH;

  /**
   * @param live how many of Berth's attempts were listed last
   */
  Measuring(
      Target target,
      Conversation conversation,
      SlurmSettings settings,
      SeenWaits seen,
      IntSupplier live,
      Clock clock) {
    this.target = target;
    this.conversation = conversation;
    this.settings = settings;
    this.seen = seen;
    this.live = live;
    this.clock = clock;
  }

  synchronized Capacity capacity() throws TargetTroubleException {
    Instant now = clock.instant();
    Duration holds = settings.pollInterval().multipliedBy(2);
    Capacity known = last;
    if (known == null || !now.isBefore(readAt.plus(holds))) {
      known = read(now);
      last = known;
      readAt = now;
    }
    return known;
  }

  private Capacity read(Instant now) throws TargetTroubleException {
    List<PartitionRow> partitions =
        conversation.partitions().stream()
            .filter(one -> settings.partition() == null || one.name().equals(settings.partition()))
            .toList();
    Set<String> names = partitions.stream().map(PartitionRow::name).collect(Collectors.toSet());
    List<NodeRow> nodes =
        conversation.nodes().stream()
            .filter(node -> node.partitions().stream().anyMatch(names::contains))
            .toList();
    List<WaitingRow> waiting =
        conversation.waiting().stream()
            .filter(row -> row.partition().isEmpty() || names.contains(row.partition()))
            .toList();
    return of(nodes, waiting.size(), QueueWaits.of(partitions, nodes, waiting, seen.recent(), now));
  }

  private Capacity of(List<NodeRow> nodes, int waiting, List<QueueWait> waits) {
    double cpus = 0;
    double cpusFree = 0;
    long memory = 0;
    long memoryFree = 0;
    Map<String, int[]> accelerators = new TreeMap<>();
    for (NodeRow node : nodes) {
      if (node.takesJobs()) {
        cpus += node.cpus();
        cpusFree += Math.max(0, node.cpus() - node.cpusAllocated());
        memory += node.memoryMiB();
        memoryFree += Math.max(0, node.memoryMiB() - node.memoryAllocatedMiB());
        int used = node.gpusAllocated();
        for (Map.Entry<String, Integer> gpus : node.gpus().entrySet()) {
          int total = gpus.getValue();
          int taken = Math.min(used, total);
          used -= taken;
          kind(gpus.getKey())
              .ifPresent(kind -> {
                int[] sum =
                    Objects.requireNonNull(accelerators.computeIfAbsent(kind, _ -> new int[2]));
                sum[0] += total;
                sum[1] += total - taken;
              });
        }
      }
    }
    return new Capacity(
        cpus,
        cpusFree,
        memory,
        memoryFree,
        accelerators.entrySet().stream()
            .map(one -> new AcceleratorCapacity(one.getKey(), one.getValue()[0], one.getValue()[1]))
            .toList(),
        live.getAsInt(),
        target.maximumAttempts(),
        waiting,
        waits);
  }

  /**
   * As jobs call it: by the site's own name where the profile has it, else what leaves no choice.
   */
  private Optional<String> kind(String gpuType) {
    Optional<String> told =
        settings.profile().nodes().stream()
            .filter(node -> gpuType.equals(node.gpuType()))
            .flatMap(node -> Optional.ofNullable(node.accelerators()).stream())
            .map(Accelerators::kind)
            .findFirst();
    List<String> kinds =
        target.nodes().stream()
            .map(NodeShape::accelerators)
            .flatMap(one -> Optional.ofNullable(one).stream())
            .map(Accelerators::kind)
            .distinct()
            .toList();
    return told.or(() ->
        kinds.contains(gpuType) || kinds.size() != 1
            ? kinds.stream().filter(gpuType::equals).findFirst()
            : Optional.of(kinds.getFirst()));
  }
}
