package dev.berth.targets.kubernetes.dialect;

import dev.berth.contracts.Interconnect;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Amazon EKS: managed node groups, Karpenter or Auto Mode. */
final class Eks {

  static final Dialect DIALECT =
      new Dialect(
          "eks",
          // docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, "Spot";
          // karpenter.sh/docs/concepts/scheduling, "Well-Known Labels". No taint by itself.
          new Offer.Offered<>(
              new Spot(
                  List.of(
                      NodeLabel.of("eks.amazonaws.com/capacityType", "SPOT"),
                      NodeLabel.of("karpenter.sh/capacity-type", "spot")),
                  List.of())),
          // A managed node group has no label for the model; every node has its instance type.
          new ModelOf.ByInstanceType(),
          Set.of(Maker.NVIDIA, Maker.AMAZON, Maker.INTEL),
          // docs.aws.amazon.com/eks/latest/userguide/device-management-efa.html
          Map.of(
              Interconnect.EFA, new Fabric.Fixed("vpc.amazonaws.com/efa"),
              Interconnect.RDMA, new Fabric.Fixed("vpc.amazonaws.com/efa")),
          Dialect.ZONE,
          Scaling.CLUSTER_AUTOSCALER_OR_KARPENTER,
          // docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html; with Pod
          // Identity the association is on AWS' side and nothing is annotated.
          new Identity("aws", "eks.amazonaws.com/role-arn", Map.of()),
          EksMachines.ALL,
          // aws.amazon.com/eks/pricing: a version in standard support
          0.10);

  private Eks() {}
}
