/** The service as its users run it: processes of its own, a real broker, real programs. */
@NullMarked
package dev.berth.monitor.system;

import org.jspecify.annotations.NullMarked;
