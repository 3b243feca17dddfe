/** Spans, metrics, health and logs, wrapped around the monitor's ports from outside. */
@NullMarked
package dev.berth.monitor.telemetry;

import org.jspecify.annotations.NullMarked;
