/** Tests of the watchers. */
@NullMarked
package dev.berth.monitor.watch;

import org.jspecify.annotations.NullMarked;
