package dev.berth.targets.process;

import dev.berth.contracts.Capacity;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pool's room: what the fleet file gives it, less what the attempts that have not ended asked
 * for. Berth keeps these limits; the machine does not enforce them.
 */
final class Room {

  private static final double ROUNDING = 1e-6;

  private final Target target;
  private final Looking looking;

  Room(Target target, Looking looking) {
    this.target = target;
    this.looking = looking;
  }

  Capacity of(List<AttemptFolder> unreleased) {
    double cpus = target.nodes().stream().mapToDouble(n -> n.cpus() * n.maximum()).sum();
    long memory = target.nodes().stream().mapToLong(n -> n.memoryMiB() * n.maximum()).sum();
    double cpusTaken = 0;
    long memoryTaken = 0;
    int live = 0;
    for (AttemptFolder folder : unreleased) {
      Optional<Kept> kept = looking.kept(folder);
      if (kept.isPresent() && looking.at(folder).map(Sight::takesRoom).orElse(false)) {
        live++;
        cpusTaken += kept.get().workers() * kept.get().resources().cpus();
        memoryTaken += kept.get().workers() * kept.get().resources().memoryMiB();
      }
    }
    return new Capacity(
        cpus,
        Math.max(0, rounded(cpus - cpusTaken)),
        memory,
        Math.max(0, memory - memoryTaken),
        List.of(),
        live,
        target.maximumAttempts(),
        null);
  }

  /** How many workers a job gets: as many as it can use and there is room for; 0 if none. */
  int workers(JobSpec spec, Capacity capacity) {
    if (capacity.attemptsLive() >= capacity.attemptsMaximum()
        || target.nodes().stream().noneMatch(node -> holds(node, spec))) {
      return 0;
    }
    // Ten tenths of a core are a core, also where they are added up as doubles.
    long byCpus = (long) (capacity.cpusFree() / spec.resources().cpus() + ROUNDING);
    long byMemory = capacity.memoryFreeMiB() / spec.resources().memoryMiB();
    return (int) Math.min(spec.workers().max(), Math.min(byCpus, byMemory));
  }

  String want(JobSpec spec, Capacity capacity) {
    return String.format(
        Locale.ROOT,
        "no room for %d workers of %s cores and %d MiB: %s cores, %d MiB and %d of %d attempts are free",
        spec.workers().min(),
        spec.resources().cpus(),
        spec.resources().memoryMiB(),
        capacity.cpusFree(),
        capacity.memoryFreeMiB(),
        capacity.attemptsMaximum() - capacity.attemptsLive(),
        capacity.attemptsMaximum());
  }

  private static double rounded(double cpus) {
    return Math.round(cpus / ROUNDING) / (1 / ROUNDING);
  }

  private static boolean holds(NodeShape node, JobSpec spec) {
    return spec.resources().accelerators() == null
        && node.cpus() >= spec.resources().cpus()
        && node.memoryMiB() >= spec.resources().memoryMiB();
  }
}
