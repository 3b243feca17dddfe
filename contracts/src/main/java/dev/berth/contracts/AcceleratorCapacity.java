package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A target's accelerators of one kind.
 *
 * @param kind as in {@link Accelerators}
 * @param total how many there are, at least 0
 * @param free how many nobody holds, from 0 to {@code total}
 */
@RegisterForReflection
public record AcceleratorCapacity(String kind, int total, int free) {}
