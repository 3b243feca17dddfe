package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The target has taken the attempt.
 *
 * @param attempt which attempt
 * @param target where
 * @param nativeId what the target calls it: a pid, an object's UID, a job number
 * @param adopted whether it was there already, from an earlier call whose answer was not heard
 * @param submittedAt when the target answered
 * @param heldSince since when the attempt has what is charged for, where that was before: machines
 *     that were made for it; null if it was not
 */
@RegisterForReflection
public record AttemptSubmitted(
    AttemptId attempt,
    TargetId target,
    String nativeId,
    boolean adopted,
    Instant submittedAt,
    @Nullable Instant heldSince)
    implements ProvisionEvent {}
