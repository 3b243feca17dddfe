package dev.berth.targets.vm.standing;

/**
 * What a host has for attempts, or what of it is free.
 *
 * @param cpus processor cores
 * @param memoryMiB memory in mebibytes
 * @param accelerators how many
 */
record Room(double cpus, long memoryMiB, int accelerators) {

  /** Ten tenths of a core are a core, also where they are added up as doubles. */
  private static final double ROUNDING = 1e-6;

  boolean holds(Room other) {
    return cpus + ROUNDING >= other.cpus
        && memoryMiB >= other.memoryMiB
        && accelerators >= other.accelerators;
  }

  Room with(Room other) {
    return new Room(
        cpus + other.cpus, memoryMiB + other.memoryMiB, accelerators + other.accelerators);
  }

  Room without(Room other) {
    return new Room(
        Math.max(0, Math.round((cpus - other.cpus) / ROUNDING) * ROUNDING),
        Math.max(0, memoryMiB - other.memoryMiB),
        Math.max(0, accelerators - other.accelerators));
  }
}
