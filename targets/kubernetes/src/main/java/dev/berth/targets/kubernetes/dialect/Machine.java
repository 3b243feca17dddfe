package dev.berth.targets.kubernetes.dialect;

import dev.berth.contracts.Accelerators;

/**
 * One type of machine with accelerators that a vendor sells for its clusters.
 *
 * @param type the vendor's name, which nodes carry as {@code node.kubernetes.io/instance-type}
 * @param cpus virtual cores; pods can have somewhat fewer
 * @param memoryMiB memory in mebibytes; pods can have somewhat less
 * @param accelerators what one machine has
 * @param fabrics how many interfaces of a fast network it has, 0 for none
 */
public record Machine(
    String type, int cpus, long memoryMiB, Accelerators accelerators, int fabrics) {

  static Machine of(String type, int cpus, int memoryGiB, String kind, int count) {
    return of(type, cpus, memoryGiB, kind, count, 0);
  }

  static Machine of(String type, int cpus, int memoryGiB, String kind, int count, int fabrics) {
    return new Machine(type, cpus, memoryGiB * 1_024L, new Accelerators(kind, count), fabrics);
  }

  /** As a refusal names it. */
  @Override
  public String toString() {
    return "%s (%d cpus, %d MiB, %d %s)"
        .formatted(type, cpus, memoryMiB, accelerators.count(), accelerators.kind());
  }
}
