/** Spans, metrics, health and logs, wrapped around the provisioner's ports from outside. */
@NullMarked
package dev.berth.provisioner.telemetry;

import org.jspecify.annotations.NullMarked;
