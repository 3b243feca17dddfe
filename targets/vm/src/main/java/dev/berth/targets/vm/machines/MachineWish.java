package dev.berth.targets.vm.machines;

import dev.berth.contracts.Resources;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The machines that an attempt needs.
 *
 * @param workers how many workers, at least 1
 * @param resources what each worker needs, its accelerators included
 * @param preemptible whether the provider may take the machines back
 * @param maximumDuration the longest that the attempt may run, or null for no bound
 * @param labels what the machines are to carry, so that whoever finds them knows whose they are;
 *     the keys are in {@link Labels}
 */
public record MachineWish(
    int workers,
    Resources resources,
    boolean preemptible,
    @Nullable Duration maximumDuration,
    Map<String, String> labels) {

  /**
   * Copies the labels, ordered by key: what is written from them is the same every time.
   *
   * @throws IllegalArgumentException if {@code workers} is below 1
   */
  public MachineWish {
    if (workers < 1) {
      throw new IllegalArgumentException("workers " + workers + " is below 1");
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
