package dev.berth.advisor;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fleets and readings, in tests. */
public final class Fleets {

  private Fleets() {}

  /** The file of that name in {@code examples/}. */
  public static FleetView example(String name) {
    try {
      return FleetView.of(FleetFile.read(Path.of("..", "examples", name)), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidFleetException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A fleet of targets that are alike but for what is said: a managed Kubernetes with one machine
   * of 8 cores and 16 GiB.
   *
   * @param targets each as YAML's flow fields, such as {@code id: a, model: hpc}
   */
  public static FleetView of(String... targets) {
    return seen(List.of(), targets);
  }

  /** The same with readings. */
  public static FleetView seen(List<TargetObserved> readings, String... targets) {
    Map<TargetId, TargetObserved> byTarget =
        readings.stream().collect(Collectors.toMap(TargetObserved::target, Function.identity()));
    return FleetView.of(fleet(targets), byTarget);
  }

  /** The targets alone. */
  public static Fleet fleet(String... targets) {
    String yaml =
        Arrays.stream(targets)
            .map(Fleets::whole)
            .collect(Collectors.joining("\n", "targets:\n", "\n"));
    try {
      return FleetFile.parse(targets.length == 0 ? "targets: []" : yaml, "test");
    } catch (InvalidFleetException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String whole(String fields) {
    StringBuilder target = new StringBuilder("  - {").append(fields);
    if (!fields.contains("model:")) {
      target.append(", model: managed-kubernetes");
    }
    if (!fields.contains("nodes:")) {
      target.append(", nodes: [{name: machine, cpus: 8, memoryMiB: 16384, maximum: 1}]");
    }
    if (!fields.contains("driver:")) {
      target.append(", driver: {kind: test}");
    }
    return target.append('}').toString();
  }

  /** A reading that says nothing but that the target answers. */
  public static TargetObserved reachable(String target) {
    return reading(target, true, null, null, null, 0);
  }

  /** A reading of a target that does not answer. */
  public static TargetObserved unreachable(String target, @Nullable String problem) {
    return new TargetObserved(new TargetId(target), false, problem, null, null, null, 0, Asked.AT);
  }

  /** A reading of a target that answers. */
  public static TargetObserved reading(
      String target,
      boolean reachable,
      @Nullable Capacity capacity,
      @Nullable Duration queueWait,
      @Nullable Double price,
      int failures) {
    return new TargetObserved(
        new TargetId(target), reachable, null, capacity, queueWait, price, failures, Asked.AT);
  }

  /** What a target has free. */
  public static Capacity free(double cpus, long memoryMiB, AcceleratorCapacity... accelerators) {
    return new Capacity(64, cpus, 65536, memoryMiB, List.of(accelerators), 1, 10, null);
  }

  /** The same, where so many wait. */
  public static Capacity queued(Capacity free, int waiting) {
    return new Capacity(
        free.cpusTotal(),
        free.cpusFree(),
        free.memoryTotalMiB(),
        free.memoryFreeMiB(),
        free.accelerators(),
        free.attemptsLive(),
        free.attemptsMaximum(),
        waiting);
  }
}
