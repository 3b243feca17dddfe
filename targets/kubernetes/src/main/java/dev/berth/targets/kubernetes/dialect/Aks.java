package dev.berth.targets.kubernetes.dialect;

import dev.berth.contracts.Interconnect;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Azure AKS. */
final class Aks {

  static final Dialect DIALECT =
      new Dialect(
          "aks",
          // learn.microsoft.com/azure/aks/spot-node-pool: label and taint, both always; Karpenter's
          // label with node auto-provisioning.
          new Offer.Offered<>(
              new Spot(
                  List.of(
                      NodeLabel.of("kubernetes.azure.com/scalesetpriority", "spot"),
                      NodeLabel.of("karpenter.sh/capacity-type", "spot")),
                  List.of(new NodeTaint("kubernetes.azure.com/scalesetpriority", "spot")))),
          // kubernetes.azure.com/accelerator says "nvidia" only; the VM size tells the model.
          new ModelOf.ByInstanceType(),
          Set.of(Maker.NVIDIA, Maker.AMD),
          // learn.microsoft.com/azure/aks/use-rdma..., NVIDIA's network operator: the resource is
          // named in its configuration.
          Map.of(
              Interconnect.INFINIBAND, new Fabric.NamedBySetting(),
              Interconnect.RDMA, new Fabric.NamedBySetting()),
          Dialect.ZONE,
          Scaling.CLUSTER_AUTOSCALER_OR_KARPENTER,
          // learn.microsoft.com/azure/aks/workload-identity-overview: the pod's label is required.
          new Identity(
              "kubelogin",
              "azure.workload.identity/client-id",
              Map.of("azure.workload.identity/use", "true")),
          AksMachines.ALL,
          // azure.microsoft.com/pricing/details/kubernetes-service: the tier Standard; Free is 0
          0.10);

  private Aks() {}
}
