package dev.berth.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event with what CloudEvents says about it.
 *
 * @param id unique together with {@code source}; the same id again is the same fact again
 * @param source who wrote it, a URI reference such as {@code /berth/advisor}
 * @param time when it was written
 * @param traceparent the W3C trace context that it belongs to, or null if its writer has none
 * @param event the fact
 * @param <E> the kind of fact
 */
public record Envelope<E extends Event>(
    EventId id, String source, Instant time, @Nullable String traceparent, E event) {}
