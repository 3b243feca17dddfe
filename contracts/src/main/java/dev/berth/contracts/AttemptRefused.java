package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The target did not take the attempt.
 *
 * @param attempt which attempt
 * @param target where
 * @param category whose retry budget it takes from
 * @param reason what the target said, in one sentence
 * @param refusedAt when; nothing of it is left there
 * @param heldSince since when until then the attempt had what is charged for: machines that were
 *     made for it before it was refused; null if it had nothing
 */
@RegisterForReflection
public record AttemptRefused(
    AttemptId attempt,
    TargetId target,
    FailureCategory category,
    String reason,
    Instant refusedAt,
    @Nullable Instant heldSince)
    implements ProvisionEvent {}
