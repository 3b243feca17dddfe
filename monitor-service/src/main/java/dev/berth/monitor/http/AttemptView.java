package dev.berth.monitor.http;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Ending;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.AttemptState;
import dev.berth.monitor.Health;
import dev.berth.monitor.LedgerPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as people see it.
 *
 * @param id which attempt
 * @param target where it is, or null if nowhere
 * @param nativeId what its target calls it, or null
 * @param health the judgement over what was seen of it, now
 * @param observation what was last seen of it, or null
 * @param observedAt when, or null
 * @param submittedAt when its target took it, or null
 * @param runningSince when it was first seen running, or null
 * @param ending how it ended, or null
 * @param endedAt when, or null
 * @param releasedAt when everything of it was confirmed gone, or null
 * @param cost what it costs, or null if its price is not known
 */
@RegisterForReflection
public record AttemptView(
    AttemptId id,
    @Nullable TargetId target,
    @Nullable String nativeId,
    Health health,
    @Nullable Observation observation,
    @Nullable Instant observedAt,
    @Nullable Instant submittedAt,
    @Nullable Instant runningSince,
    @Nullable Ending ending,
    @Nullable Instant endedAt,
    @Nullable Instant releasedAt,
    @Nullable CostView cost) {

  static AttemptView of(
      AttemptState attempt, @Nullable JobSpec spec, Instant now, LedgerPolicy policy) {
    return new AttemptView(
        attempt.id(),
        attempt.target(),
        attempt.nativeId(),
        attempt.health(now, policy),
        attempt.observation(),
        attempt.observedAt(),
        attempt.submittedAt(),
        attempt.runningSince(),
        attempt.ending(),
        attempt.endedAt(),
        attempt.releasedAt(),
        CostView.of(attempt, spec, now));
  }
}
