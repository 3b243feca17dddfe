package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Accelerators of one kind.
 *
 * @param kind the vendor's short name, lower case, such as {@code h100}, {@code a100-80gb}, {@code
 *     mi250x}, {@code tpu-v5e}
 * @param count how many, from 1 to 65,536
 */
@RegisterForReflection
public record Accelerators(String kind, int count) {}
