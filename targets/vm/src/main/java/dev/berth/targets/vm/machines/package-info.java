/** The port between where machines come from and what is done with them; it asks nobody. */
@NullMarked
package dev.berth.targets.vm.machines;

import org.jspecify.annotations.NullMarked;
