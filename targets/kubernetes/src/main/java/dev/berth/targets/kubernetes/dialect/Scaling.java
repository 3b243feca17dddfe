package dev.berth.targets.kubernetes.dialect;

import java.util.Set;

/**
 * Who makes nodes when pods find none.
 *
 * @param by who, for people
 * @param underWay reasons of events on a pod which say that a node for it is being made
 * @param hopeless reasons of events on a pod which say that none will be
 */
public record Scaling(String by, Set<String> underWay, Set<String> hopeless) {

  /** Nobody: there are the nodes that there are. */
  public static final Scaling NONE = new Scaling("nobody", Set.of(), Set.of());

  // cluster-autoscaler/processors/status/eventing_scale_up_processor.go, its FAQ "What events are
  // emitted by CA?"; Karpenter's provisioning scheduling events say "Pod should schedule on:
  // nodeclaim/...".
  static final String TRIGGERED = "TriggeredScaleUp";
  static final String NOT_TRIGGERED = "NotTriggerScaleUp";
  static final String NOMINATED = "Nominated";

  /** The cluster autoscaler. */
  static final Scaling CLUSTER_AUTOSCALER =
      new Scaling("cluster-autoscaler", Set.of(TRIGGERED), Set.of(NOT_TRIGGERED));

  /** The cluster autoscaler or Karpenter, whichever a cluster has. */
  static final Scaling CLUSTER_AUTOSCALER_OR_KARPENTER =
      new Scaling(
          "cluster-autoscaler or Karpenter", Set.of(TRIGGERED, NOMINATED), Set.of(NOT_TRIGGERED));

  /** Copies the sets. */
  public Scaling {
    underWay = Set.copyOf(underWay);
    hopeless = Set.copyOf(hopeless);
  }
}
