package dev.berth.advisor;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.QueueWait;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which of a target's queues a job would wait in the least, by its size. */
final class Queueing {

  private Queueing() {}

  /** The wait in that queue; null where the target tells of none. */
  static @Nullable QueueWait of(Need need, Target target, @Nullable Capacity capacity) {
    if (capacity == null || capacity.waits().isEmpty()) {
      return null;
    }
    int nodes = nodes(need, target);
    Map<String, QueueWait> byQueue = new TreeMap<>();
    for (QueueWait wait : capacity.waits()) {
      byQueue.merge(wait.queue(), wait, (one, other) -> nearer(one, other, nodes));
    }
    return byQueue.values().stream().min(Comparator.comparing(QueueWait::duration)).orElse(null);
  }

  /** The least size that is no smaller, or else the largest: a smaller job waits no longer. */
  private static QueueWait nearer(QueueWait one, QueueWait other, int nodes) {
    boolean oneHolds = one.nodes() >= nodes;
    boolean otherHolds = other.nodes() >= nodes;
    if (oneHolds != otherHolds) {
      return oneHolds ? one : other;
    }
    return (one.nodes() <= other.nodes()) == oneHolds ? one : other;
  }

  private static int nodes(Need need, Target target) {
    int perNode = target.nodes().stream().mapToInt(shape -> workersOn(need, shape)).max().orElse(1);
    return Math.ceilDiv(need.workers().min(), Math.max(1, perNode));
  }

  private static int workersOn(Need need, NodeShape shape) {
    double workers =
        Math.min(
            shape.cpus() / need.resources().cpus(),
            (double) shape.memoryMiB() / need.resources().memoryMiB());
    Accelerators wanted = need.resources().accelerators();
    Accelerators there = shape.accelerators();
    if (wanted == null) {
      return (int) workers;
    }
    return there == null || !there.kind().equals(wanted.kind())
        ? 0
        : (int) Math.min(workers, (double) there.count() / wanted.count());
  }
}
