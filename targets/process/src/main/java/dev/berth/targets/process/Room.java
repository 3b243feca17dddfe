package dev.berth.targets.process;

import dev.berth.contracts.Capacity;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pool's room: what the fleet file gives it, less what the attempts that have not ended asked
 * for. Berth keeps these limits; the machine does not enforce them.
 */
final class Room {

  private final Target target;
  private final Looking looking;

  Room(Target target, Looking looking) {
    this.target = target;
    this.looking = looking;
  }

  Capacity of(List<AttemptFolder> unreleased) throws IOException {
    double cpus = target.nodes().stream().mapToDouble(n -> n.cpus() * n.maximum()).sum();
    long memory = target.nodes().stream().mapToLong(n -> n.memoryMiB() * n.maximum()).sum();
    double cpusTaken = 0;
    long memoryTaken = 0;
    int live = 0;
    for (AttemptFolder folder : unreleased) {
      Optional<Kept> kept = folder.kept();
      if (kept.isPresent() && takesRoom(looking.at(folder))) {
        live++;
        cpusTaken += kept.get().workers() * kept.get().resources().cpus();
        memoryTaken += kept.get().workers() * kept.get().resources().memoryMiB();
      }
    }
    return new Capacity(
        cpus,
        Math.max(0, cpus - cpusTaken),
        memory,
        Math.max(0, memory - memoryTaken),
        List.of(),
        live,
        target.maximumAttempts());
  }

  /** How many workers a job gets: as many as it can use and there is room for; 0 if none. */
  int workers(JobSpec spec, Capacity capacity) {
    if (capacity.attemptsLive() >= capacity.attemptsMaximum()
        || target.nodes().stream().noneMatch(node -> holds(node, spec))) {
      return 0;
    }
    long byCpus = (long) (capacity.cpusFree() / spec.resources().cpus());
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

  private static boolean holds(NodeShape node, JobSpec spec) {
    return spec.resources().accelerators() == null
        && node.cpus() >= spec.resources().cpus()
        && node.memoryMiB() >= spec.resources().memoryMiB();
  }

  private static boolean takesRoom(Observation observation) {
    return switch (observation) {
      case Observation.Pending _, Observation.Running _, Observation.Unreachable _ -> true;
      case Observation.Succeeded _,
          Observation.Failed _,
          Observation.Absent _,
          Observation.Gone _ ->
          false;
    };
  }
}
