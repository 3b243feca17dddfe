/** Joins the core to its edges, and starts and ends it; the only place with clock and settings. */
@NullMarked
package dev.berth.monitor.wiring;

import org.jspecify.annotations.NullMarked;
