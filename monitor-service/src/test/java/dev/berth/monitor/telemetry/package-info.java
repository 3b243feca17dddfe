/** Tests of spans and metrics. */
@NullMarked
package dev.berth.monitor.telemetry;

import org.jspecify.annotations.NullMarked;
