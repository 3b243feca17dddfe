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
    @Nullable Integer waiting) {

  /** Copies the list. */
  public Capacity {
    accelerators = List.copyOf(accelerators);
  }
}
