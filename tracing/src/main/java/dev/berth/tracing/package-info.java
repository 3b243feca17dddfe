/**
 * Trace contexts as events and native objects carry them. One job is one trace, from request to
 * reschedule, because each service reads the context that came with an event and writes its own
 * into what it answers.
 */
@NullMarked
package dev.berth.tracing;

import org.jspecify.annotations.NullMarked;
