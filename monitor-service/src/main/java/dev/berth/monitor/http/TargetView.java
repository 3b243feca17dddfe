package dev.berth.monitor.http;

import dev.berth.contracts.Capacity;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.monitor.kafka.TargetReadings;
import dev.berth.targets.api.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target as people see it: the fleet file's words and the latest reading, whichever replica made
 * it.
 *
 * @param target which target
 * @param model its deployment model
 * @param dialect its dialect
 * @param reachable whether it answered, or null if nobody has looked yet
 * @param since since when it answers, or does not, at least, or null if nobody has looked yet
 * @param problem why it did not, or why it cannot be asked as the fleet file describes it, or null
 * @param capacity what it has, as it last said, or null if it never did
 * @param queueWait how long a job waits there before it starts, or null if not known
 * @param recentInfrastructureFailures attempts lost or failed there for infrastructure reasons
 *     within the hour before the reading
 * @param observedAt when it was read, or null
 */
@RegisterForReflection
public record TargetView(
    TargetId target,
    DeploymentModel model,
    String dialect,
    @Nullable Boolean reachable,
    @Nullable Instant since,
    @Nullable String problem,
    @Nullable Capacity capacity,
    @Nullable Duration queueWait,
    int recentInfrastructureFailures,
    @Nullable Instant observedAt) {

  static TargetView of(
      Target target, @Nullable String driverProblem, TargetReadings.@Nullable Standing standing) {
    if (standing == null) {
      return new TargetView(
          target.id(),
          target.model(),
          target.dialect(),
          null,
          null,
          driverProblem,
          null,
          null,
          0,
          null);
    }
    TargetObserved reading = standing.reading();
    return new TargetView(
        target.id(),
        target.model(),
        target.dialect(),
        reading.reachable(),
        standing.since(),
        driverProblem == null ? reading.problem() : driverProblem,
        reading.capacity(),
        reading.queueWait(),
        reading.recentInfrastructureFailures(),
        reading.observedAt());
  }
}
