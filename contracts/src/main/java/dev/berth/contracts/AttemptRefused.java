package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * The target did not take the attempt.
 *
 * @param attempt which attempt
 * @param target where
 * @param category whose retry budget it takes from
 * @param reason what the target said, in one sentence
 * @param refusedAt when
 */
@RegisterForReflection
public record AttemptRefused(
    AttemptId attempt, TargetId target, FailureCategory category, String reason, Instant refusedAt)
    implements ProvisionEvent {}
