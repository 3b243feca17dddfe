package dev.berth.targets.kubernetes.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Google GKE, Standard and Autopilot. */
final class Gke {

  static final Dialect DIALECT =
      new Dialect(
          "gke",
          // cloud.google.com/kubernetes-engine/docs/how-to/spot-vms: the label always, the taint if
          // the pool was made with it or by node auto-provisioning.
          new Offer.Offered<>(
              new Spot(
                  List.of(
                      NodeLabel.of("cloud.google.com/gke-spot", "true"),
                      NodeLabel.of("cloud.google.com/gke-preemptible", "true")),
                  List.of(
                      new NodeTaint("cloud.google.com/gke-spot", "true"),
                      new NodeTaint("cloud.google.com/gke-preemptible", "true")))),
          // cloud.google.com/kubernetes-engine/docs/how-to/gpus, with the names of `gcloud compute
          // accelerator-types list`; auto-provisioning and Autopilot need the selector.
          new ModelOf.ByLabel(
              "cloud.google.com/gke-accelerator",
              Map.of(
                  "t4", List.of("nvidia-tesla-t4"),
                  "v100", List.of("nvidia-tesla-v100"),
                  "l4", List.of("nvidia-l4"),
                  "a100", List.of("nvidia-tesla-a100"),
                  "a100-80gb", List.of("nvidia-a100-80gb"),
                  "h100", List.of("nvidia-h100-80gb", "nvidia-h100-mega-80gb"),
                  "h200", List.of("nvidia-h200-141gb"),
                  "b200", List.of("nvidia-b200"))),
          // TPUs also need a topology, which a job has no word for: not offered.
          Set.of(Maker.NVIDIA),
          // GPUDirect there needs networks and annotations of the node pool's own: not offered.
          Map.of(),
          Dialect.ZONE,
          Scaling.CLUSTER_AUTOSCALER,
          // cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
          new Identity("gke-gcloud-auth-plugin", "iam.gke.io/gcp-service-account", Map.of()),
          GkeMachines.ALL,
          // cloud.google.com/kubernetes-engine/pricing: cluster management fee, of either mode
          0.10);

  private Gke() {}
}
