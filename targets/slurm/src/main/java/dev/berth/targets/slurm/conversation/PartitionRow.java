package dev.berth.targets.slurm.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What Slurm says of one partition.
 *
 * @param name its name
 * @param state such as {@code UP}, {@code DOWN}, {@code DRAIN}, {@code INACTIVE}
 * @param byDefault whether jobs that name none go there
 * @param maximumMinutes the longest time limit, or null for no limit
 * @param nodes how many nodes it has
 */
public record PartitionRow(
    String name, String state, boolean byDefault, @Nullable Integer maximumMinutes, int nodes) {

  /** Whether jobs start there. */
  public boolean isUp() {
    return state.equals("UP");
  }
}
