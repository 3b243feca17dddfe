package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Everything that the attempt created on its target is confirmed gone, and it can never start there
 * any more.
 *
 * @param attempt which attempt
 * @param target where
 * @param evidence what the target said, in one sentence
 * @param releasedAt when
 */
@RegisterForReflection
public record AttemptReleased(
    AttemptId attempt, TargetId target, String evidence, Instant releasedAt)
    implements ProvisionEvent {}
