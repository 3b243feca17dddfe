package dev.berth.targets.vm.making;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a target may make, as the fleet file bounds it, and what of it is made. Whether the provider
 * has room for it, none tells.
 */
final class Room {

  private Room() {}

  static Capacity of(Target target, Found found) {
    double cpus = 0;
    double cpusFree = 0;
    long memory = 0;
    long memoryFree = 0;
    Map<String, int[]> accelerators = new TreeMap<>();
    for (NodeShape node : target.nodes()) {
      int made = found.types().getOrDefault(node.name(), 0);
      int free = Math.max(0, node.maximum() - made);
      cpus += node.cpus() * node.maximum();
      cpusFree += node.cpus() * free;
      memory += node.memoryMiB() * node.maximum();
      memoryFree += node.memoryMiB() * free;
      Accelerators own = node.accelerators();
      if (own != null) {
        int[] sum = accelerators.computeIfAbsent(own.kind(), _ -> new int[2]);
        sum[0] += own.count() * node.maximum();
        sum[1] += own.count() * free;
      }
    }
    List<AcceleratorCapacity> kinds = new ArrayList<>();
    accelerators.forEach((kind, sum) -> kinds.add(new AcceleratorCapacity(kind, sum[0], sum[1])));
    return new Capacity(
        cpus,
        cpusFree,
        memory,
        memoryFree,
        kinds,
        found.holdings().size(),
        target.maximumAttempts(),
        null);
  }
}
