package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an autoscaler may act on: how many workers a target's waiting and running attempts want; on
 * {@code berth.scaling}.
 *
 * @param target which target
 * @param acceleratorKind the kind of machine meant, or null for machines without accelerators
 * @param workersRunning workers of attempts seen running
 * @param workersWaiting workers of attempts that the target holds and does not run yet
 * @param workersWanted what the target should be able to hold: both together
 * @param reason what moved it, in one sentence
 * @param recommendedAt when
 */
@RegisterForReflection
public record ScalingRecommended(
    TargetId target,
    @Nullable String acceleratorKind,
    int workersRunning,
    int workersWaiting,
    int workersWanted,
    String reason,
    Instant recommendedAt)
    implements Event {
  @Override
  public String key() {
    return target.value();
  }
}
