package dev.berth.targets.kubernetes.dialect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a node tells which model of accelerator it has; the resource's name tells the maker only. */
public sealed interface ModelOf {

  /**
   * By a label of its own.
   *
   * @param key the label
   * @param values by kind as jobs name it, every value that nodes of that kind may have
   */
  record ByLabel(String key, Map<String, List<String>> values) implements ModelOf {

    /** Copies the map, ordered. */
    public ByLabel {
      values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }
  }

  /**
   * By its instance type: the fleet file says which of the target's machines have which
   * accelerators.
   */
  record ByInstanceType() implements ModelOf {}

  /** Not at all: all accelerators of one maker in such a cluster are taken for one kind. */
  record Untold() implements ModelOf {}
}
