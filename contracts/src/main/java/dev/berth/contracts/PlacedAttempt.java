package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An attempt and where it was placed.
 *
 * @param attempt which attempt
 * @param target where
 */
@RegisterForReflection
public record PlacedAttempt(AttemptId attempt, TargetId target) {}
