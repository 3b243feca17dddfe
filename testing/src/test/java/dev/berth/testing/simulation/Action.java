package dev.berth.testing.simulation;

/**
 * Something that an actor could do now, in one step that nothing comes in between.
 *
 * @param actor whose it is
 * @param step does it
 */
record Action(Actor actor, Runnable step) {}
