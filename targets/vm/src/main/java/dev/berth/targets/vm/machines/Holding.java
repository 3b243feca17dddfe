package dev.berth.targets.vm.machines;

import dev.berth.contracts.AttemptId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one attempt has.
 *
 * @param attempt which attempt
 * @param machines one for each worker, in the workers' order; fewer, and in any order, while they
 *     are being made
 * @param complete whether each worker has its machine
 * @param labels what the machines carry, as {@link Labels} names it
 */
public record Holding(
    AttemptId attempt, List<Held> machines, boolean complete, Map<String, String> labels) {

  /** Copies the collections. */
  public Holding {
    machines = List.copyOf(machines);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
