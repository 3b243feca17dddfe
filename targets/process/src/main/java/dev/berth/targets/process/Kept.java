package dev.berth.targets.process;

import dev.berth.contracts.Resources;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's folder keeps of its submission.
 *
 * @param attempt the attempt's id
 * @param digest of what was submitted, to tell a repeat from another
 * @param workers how many were started
 * @param resources of each
 * @param traceparent the trace context that it carries, or null
 * @param submittedAt when
 */
@RegisterForReflection
record Kept(
    String attempt,
    String digest,
    int workers,
    Resources resources,
    @Nullable String traceparent,
    Instant submittedAt) {}
