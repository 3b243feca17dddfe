package dev.berth.targets.kubernetes.dialect;

import java.util.List;

/**
 * How machines that the provider may take back are told from others.
 *
 * @param labels a node that has any one of them is such a machine
 * @param taints what keeps other pods away from them
 */
public record Spot(List<NodeLabel> labels, List<NodeTaint> taints) {

  /** Copies the lists. */
  public Spot {
    labels = List.copyOf(labels);
    taints = List.copyOf(taints);
  }
}
