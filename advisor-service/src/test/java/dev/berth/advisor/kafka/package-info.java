/** The loop on a real broker: exactly one decision an attempt, whatever happens. */
@NullMarked
package dev.berth.advisor.kafka;

import org.jspecify.annotations.NullMarked;
