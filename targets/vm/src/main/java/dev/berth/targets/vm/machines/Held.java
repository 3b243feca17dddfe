package dev.berth.targets.vm.machines;

/**
 * A machine that an attempt has.
 *
 * @param machine which
 * @param standing what its provider says of it
 */
public record Held(Machine machine, Standing standing) {}
