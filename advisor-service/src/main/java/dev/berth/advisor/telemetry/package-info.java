/** Spans, metrics, health and logs, wrapped around the advisor's ports from outside. */
@NullMarked
package dev.berth.advisor.telemetry;

import org.jspecify.annotations.NullMarked;
