package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

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
 */
@RegisterForReflection
public record Capacity(
    double cpusTotal,
    double cpusFree,
    long memoryTotalMiB,
    long memoryFreeMiB,
    List<AcceleratorCapacity> accelerators,
    int attemptsLive,
    int attemptsMaximum) {

  /** Copies the list. */
  public Capacity {
    accelerators = List.copyOf(accelerators);
  }
}
