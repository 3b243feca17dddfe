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
 * @param released whether its release was confirmed before, so that it ought to have nothing:
 *     {@code machines} are those that all the same have something of it, whatever their ranks
 */
public record Holding(
    AttemptId attempt,
    List<Held> machines,
    boolean complete,
    Map<String, String> labels,
    boolean released) {

  /** Of an attempt that was not released. */
  public Holding(
      AttemptId attempt, List<Held> machines, boolean complete, Map<String, String> labels) {
    this(attempt, machines, complete, labels, false);
  }

  /** Copies the collections. */
  public Holding {
    machines = List.copyOf(machines);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
