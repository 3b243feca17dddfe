package dev.berth.targets.process;

import dev.berth.contracts.Observation;

/**
 * An attempt as it was seen.
 *
 * @param observation what is to be said of it
 * @param takesRoom whether something of it lives, or may start
 */
record Sight(Observation observation, boolean takesRoom) {}
