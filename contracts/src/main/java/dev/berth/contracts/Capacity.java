package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target has and what of it is free.
 *
 * @param cpusTotal processor cores
 * @param cpusFree of them, free
 * @param memoryTotalMiB memory in mebibytes
 * @param memoryFreeMiB of it, free
 * @param accelerators by kind
 * @param attemptsLive how many of Berth's attempts it holds
 * @param attemptsMaximum how many of them it takes at once
 * @param waiting how much waits for room there, whoever's it is, in the target's own units, such as
 *     pods or jobs of a queue; null if it does not say
 * @param queueWaits how long jobs wait there, by queue and size, or null if it does not say
 */
@RegisterForReflection
public record Capacity(
    double cpusTotal,
    double cpusFree,
    long memoryTotalMiB,
    long memoryFreeMiB,
    List<AcceleratorCapacity> accelerators,
    int attemptsLive,
    int attemptsMaximum,
    @Nullable Integer waiting,
    @Nullable List<QueueWait> queueWaits) {

  /** Copies the lists. */
  public Capacity {
    accelerators = List.copyOf(accelerators);
    queueWaits = queueWaits == null ? null : List.copyOf(queueWaits);
  }

  /** Of a target without queues of its own. */
  public Capacity(
      double cpusTotal,
      double cpusFree,
      long memoryTotalMiB,
      long memoryFreeMiB,
      List<AcceleratorCapacity> accelerators,
      int attemptsLive,
      int attemptsMaximum,
      @Nullable Integer waiting) {
    this(
        cpusTotal,
        cpusFree,
        memoryTotalMiB,
        memoryFreeMiB,
        accelerators,
        attemptsLive,
        attemptsMaximum,
        waiting,
        null);
  }

  /** The waits that it tells of; none if it does not say. */
  public List<QueueWait> waits() {
    return queueWaits == null ? List.of() : queueWaits;
  }
}
