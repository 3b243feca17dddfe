package dev.berth.targets.kubernetes.dialect;

import java.util.List;

/**
 * A label of nodes and the values of it that are meant.
 *
 * @param key the label
 * @param values at least one
 */
public record NodeLabel(String key, List<String> values) {

  /** Copies the values. */
  public NodeLabel {
    values = List.copyOf(values);
  }

  static NodeLabel of(String key, String... values) {
    return new NodeLabel(key, List.of(values));
  }
}
