package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that a target has taken and that is not confirmed released.
 *
 * @param attempt which attempt
 * @param target where it should be
 * @param nativeId what the target calls it
 * @param since when the target took it
 * @param ended whether its end is known, so that it may go at any moment
 * @param workers how many workers it has at least, from 1
 * @param acceleratorKind the kind of accelerator that its workers want, or null for none
 */
@RegisterForReflection
public record Expected(
    AttemptId attempt,
    TargetId target,
    String nativeId,
    Instant since,
    boolean ended,
    int workers,
    @Nullable String acceleratorKind) {}
