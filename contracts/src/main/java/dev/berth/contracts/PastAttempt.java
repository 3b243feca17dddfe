package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended, as later decisions need it.
 *
 * @param attempt which attempt
 * @param target where it was, or null if it was never placed
 * @param ending how it ended
 * @param ran whether it was ever seen running, so that the next one may find a checkpoint
 * @param endedAt when
 */
@RegisterForReflection
public record PastAttempt(
    AttemptId attempt, @Nullable TargetId target, Ending ending, boolean ran, Instant endedAt) {}
