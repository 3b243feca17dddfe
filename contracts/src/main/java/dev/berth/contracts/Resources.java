package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What one worker needs.
 *
 * @param cpus processor cores, from 0.1 to 1,024; parts of a core are allowed
 * @param memoryMiB memory in mebibytes, from 16 to 33,554,432
 * @param accelerators what accelerators one worker needs, or null for none
 */
@RegisterForReflection
public record Resources(double cpus, long memoryMiB, @Nullable Accelerators accelerators) {

  /** What a worker gets of which nothing is said: one core and 1 GiB. */
  public static final Resources DEFAULT = new Resources(1, 1024, null);
}
