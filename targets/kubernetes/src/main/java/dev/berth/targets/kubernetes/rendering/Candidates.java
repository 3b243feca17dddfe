package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Machine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of a target's machines that can have a worker with accelerators. */
final class Candidates {

  private final Target target;
  private final Dialect dialect;

  Candidates(Target target, Dialect dialect) {
    this.target = target;
    this.dialect = dialect;
  }

  /**
   * Names of instance types, at least one; a name that the vendor's list lacks is in it too, since
   * vendors bring out new types.
   *
   * @param fabric whether the machine has to have a fast network
   */
  List<String> types(JobSpec spec, boolean fabric) throws UnfitException {
    Set<String> types = new LinkedHashSet<>();
    for (NodeShape shape : shapes(kind(spec))) {
      dialect.types(shape.name(), shape.accelerators()).stream()
          .filter(
              type -> dialect.machine(type).map(machine -> has(machine, spec, fabric)).orElse(true))
          .forEach(types::add);
    }
    if (types.isEmpty()) {
      throw new UnfitException(nowhere(spec, fabric));
    }
    return List.copyOf(types);
  }

  /** Refuses what is more than any machine of the target has, if the vendor's list tells of all. */
  void check(JobSpec spec) throws UnfitException {
    List<NodeShape> shapes = shapes(kind(spec));
    if (!shapes.isEmpty()
        && shapes.stream().allMatch(shape -> dialect.machine(shape.name()).isPresent())) {
      types(spec, false);
    }
  }

  /**
   * How many interfaces of a fast network are a worker's part of its machine, at least 1: as many
   * as the accelerators that it takes come to. The fewest, if it could be on several types.
   */
  int fabrics(JobSpec spec) throws UnfitException {
    Accelerators asked = spec.resources().accelerators();
    if (asked == null) {
      return 1;
    }
    return types(spec, true).stream()
        .flatMap(type -> dialect.machine(type).stream())
        .mapToInt(machine -> machine.fabrics() * asked.count() / machine.accelerators().count())
        .map(part -> Math.max(1, part))
        .min()
        .orElse(1);
  }

  private List<NodeShape> shapes(String kind) {
    return target.nodes().stream().filter(shape -> has(shape, kind)).toList();
  }

  private static boolean has(NodeShape shape, String kind) {
    return shape.accelerators() != null && shape.accelerators().kind().equals(kind);
  }

  private static String kind(JobSpec spec) {
    Accelerators accelerators = spec.resources().accelerators();
    return accelerators == null ? "" : accelerators.kind();
  }

  private static boolean has(Machine machine, JobSpec spec, boolean fabric) {
    Resources asked = spec.resources();
    Accelerators accelerators = asked.accelerators();
    return machine.cpus() >= asked.cpus()
        && machine.memoryMiB() >= asked.memoryMiB()
        && (accelerators == null || machine.accelerators().count() >= accelerators.count())
        && (!fabric || machine.fabrics() > 0);
  }

  private String nowhere(JobSpec spec, boolean fabric) {
    List<NodeShape> shapes = shapes(kind(spec));
    if (shapes.isEmpty()) {
      return "accelerator '%s' is in none of the target's machines in the fleet file"
          .formatted(kind(spec));
    }
    List<Machine> known = new ArrayList<>();
    shapes.forEach(shape -> dialect.machine(shape.name()).ifPresent(known::add));
    String names = known.stream().map(Machine::toString).collect(Collectors.joining(", "));
    if (fabric && known.stream().anyMatch(machine -> has(machine, spec, false))) {
      return "interconnect '%s' is on none of the target's machines with %s: %s"
          .formatted(spec.interconnect(), kind(spec), names);
    }
    Resources asked = spec.resources();
    return "a worker of %s cpus, %d MiB and %d %s fits on none of the target's machines: %s"
        .formatted(
            asked.cpus(),
            asked.memoryMiB(),
            asked.accelerators() == null ? 0 : asked.accelerators().count(),
            kind(spec),
            names);
  }
}
