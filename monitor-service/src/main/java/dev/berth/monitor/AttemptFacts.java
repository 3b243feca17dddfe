package dev.berth.monitor;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of an attempt while more is learnt of it; never seen outside. */
final class AttemptFacts {

  private final AttemptId id;
  @Nullable TargetId target;
  boolean placed;
  AttemptState.@Nullable Charge charge;
  @Nullable Instant heldSince;
  AttemptState.@Nullable Taken taken;
  AttemptState.@Nullable Seen seen;
  @Nullable Instant straySince;
  @Nullable Instant runningSince;
  private AttemptState.@Nullable Ended ended;
  private @Nullable Instant releasedAt;

  AttemptFacts(AttemptState known) {
    id = known.id();
    target = known.target();
    placed = known.placed();
    charge = known.charge();
    heldSince = known.heldSince();
    taken = known.taken();
    seen = known.seen();
    straySince = known.straySince();
    runningSince = known.runningSince();
    ended = known.ended();
    releasedAt = known.releasedAt();
  }

  /** Something was concluded of its end, or of its release: it is no stray any more. */
  void end(AttemptState.@Nullable Ended how, @Nullable Instant released) {
    ended = how;
    releasedAt = released;
    straySince = null;
  }

  AttemptState state() {
    return new AttemptState(
        id,
        target,
        placed,
        charge,
        heldSince,
        taken,
        seen,
        straySince,
        runningSince,
        ended,
        releasedAt);
  }
}
