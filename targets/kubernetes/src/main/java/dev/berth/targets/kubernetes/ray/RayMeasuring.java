package dev.berth.targets.kubernetes.ray;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.util.List;
import java.util.Objects;

/** What the head says of its cluster's resources. */
final class RayMeasuring {

  private static final double MIB = 1024 * 1024;

  private final RayJobs jobs;
  private final Target target;

  RayMeasuring(RayJobs jobs, Target target) {
    this.jobs = jobs;
    this.target = target;
  }

  Capacity capacity() throws TargetTroubleException {
    JsonNode report = jobs.clusterStatus().path("loadMetricsReport");
    JsonNode usage = report.path("usage");
    if (!usage.path("CPU").isArray()) {
      throw new TargetTroubleException("the Ray head has not counted its resources yet");
    }
    long live =
        jobs.list().stream()
            .filter(job -> job.isOf(target.id()))
            .filter(job -> !job.isPlaceholder() && !job.hasEnded())
            .count();
    int waiting = 0;
    for (JsonNode demand : report.path("resourceDemand")) {
      waiting += demand.path(1).asInt();
    }
    return new Capacity(
        total(usage, "CPU"),
        free(usage, "CPU"),
        (long) (total(usage, "memory") / MIB),
        (long) (free(usage, "memory") / MIB),
        accelerators(usage),
        (int) live,
        target.maximumAttempts(),
        waiting);
  }

  /**
   * Ray counts accelerators without a name; the fleet file names them, where it leaves no choice.
   */
  private List<AcceleratorCapacity> accelerators(JsonNode usage) {
    List<String> kinds =
        target.nodes().stream()
            .map(NodeShape::accelerators)
            .filter(Objects::nonNull)
            .map(Accelerators::kind)
            .distinct()
            .toList();
    return kinds.size() == 1 && usage.path("GPU").isArray()
        ? List.of(
            new AcceleratorCapacity(
                kinds.getFirst(), (int) total(usage, "GPU"), (int) free(usage, "GPU")))
        : List.of();
  }

  private static double total(JsonNode usage, String resource) {
    return usage.path(resource).path(1).asDouble();
  }

  private static double free(JsonNode usage, String resource) {
    return Math.max(0, total(usage, resource) - usage.path(resource).path(0).asDouble());
  }
}
