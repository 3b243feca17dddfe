package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor knows of a target, now; on {@code berth.targets}, the latest per target is kept.
 *
 * @param target which target
 * @param reachable whether it answered
 * @param problem why it did not, or null
 * @param capacity what it has, as it last said, or null if it never did
 * @param queueWait how long the smallest of jobs wait there before they start, or null if not
 *     known; the capacity has the waits of larger ones
 * @param pricePerHour the present price of one worker's machine in US dollars an hour, or null for
 *     the fleet file's
 * @param recentInfrastructureFailures attempts lost or failed there for infrastructure reasons
 *     within the last hour
 * @param observedAt when, by the monitor's clock
 */
@RegisterForReflection
public record TargetObserved(
    TargetId target,
    boolean reachable,
    @Nullable String problem,
    @Nullable Capacity capacity,
    @Nullable Duration queueWait,
    @Nullable Double pricePerHour,
    int recentInfrastructureFailures,
    Instant observedAt)
    implements Event {
  @Override
  public String key() {
    return target.value();
  }
}
