package dev.berth.targets.slurm.conversation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Slurm says of one node.
 *
 * @param name its name
 * @param states its state and flags, such as {@code IDLE}, {@code DRAIN}, {@code NOT_RESPONDING}
 * @param partitions those that it belongs to
 * @param cpus its processors, as Slurm counts them
 * @param cpusAllocated of them, given to jobs
 * @param memoryMiB its memory
 * @param memoryAllocatedMiB of it, given to jobs
 * @param gpus its GPUs by the site's name for their kind, which is empty where it has none
 * @param gpusAllocated of them, given to jobs
 */
public record NodeRow(
    String name,
    Set<String> states,
    List<String> partitions,
    int cpus,
    int cpusAllocated,
    long memoryMiB,
    long memoryAllocatedMiB,
    Map<String, Integer> gpus,
    int gpusAllocated) {

  private static final Set<String> POWERED_OFF =
      Set.of("POWERED_DOWN", "POWER_DOWN", "POWERING_UP");

  private static final Set<String> CLOSED =
      Set.of(
          "DOWN",
          "DRAIN",
          "ERROR",
          "FAIL",
          "FUTURE",
          "INVAL",
          "MAINTENANCE",
          "MAINT",
          "NOT_RESPONDING",
          "REBOOT_ISSUED",
          "RESERVED",
          "UNKNOWN");

  /** Copies the collections. */
  public NodeRow {
    states = Set.copyOf(states);
    partitions = List.copyOf(partitions);
    gpus = Map.copyOf(gpus);
  }

  /** Whether its slurmd does not answer. */
  public boolean isSilent() {
    return states.contains("NOT_RESPONDING") || states.contains("UNKNOWN");
  }

  /** Whether Slurm itself switched it off, so that nothing runs there. */
  public boolean isPoweredOff() {
    return states.stream().anyMatch(POWERED_OFF::contains);
  }

  /** Whether it takes jobs. */
  public boolean takesJobs() {
    return states.stream().noneMatch(CLOSED::contains);
  }
}
