package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How many workers a job runs with. An elastic job has a {@code max} above its {@code min}.
 *
 * @param min the fewest it can work with, from 1 to 65,536
 * @param max the most it can use, at least {@code min}
 */
@RegisterForReflection
public record Workers(int min, int max) {

  /** One worker. */
  public static final Workers ONE = new Workers(1, 1);
}
