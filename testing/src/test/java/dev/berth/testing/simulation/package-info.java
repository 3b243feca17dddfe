/**
 * The whole loop, simulated: the services' real cores (the advisor's shard and policy, the
 * provisioner's lanes, the monitor's ledger and what its watchers report) between logs and targets
 * that are models, under one seeded random generator and one clock that is moved by hand.
 *
 * <p>A {@link dev.berth.testing.simulation.World} has {@link dev.berth.testing.simulation.Actor}s.
 * Each says what it could do next; the world picks one of all these {@link
 * dev.berth.testing.simulation.Action}s, lets a little time pass, and looks whether the {@link
 * dev.berth.testing.simulation.Laws} still hold. In {@link dev.berth.testing.simulation.Weather}
 * that is bad, actors lag and crash, replies get lost and targets fall silent; when it has cleared
 * up, everything must come to rest within a bound, and the {@link
 * dev.berth.testing.simulation.Reckoning} is made. A seed is a run: the same one twice is the same
 * {@link dev.berth.testing.simulation.Story}.
 */
@NullMarked
package dev.berth.testing.simulation;

import org.jspecify.annotations.NullMarked;
