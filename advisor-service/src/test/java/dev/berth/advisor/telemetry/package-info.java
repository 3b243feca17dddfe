/** What the advisor tells of itself. */
@NullMarked
package dev.berth.advisor.telemetry;

import org.jspecify.annotations.NullMarked;
