package dev.berth.targets.kubernetes.dialect;

import dev.berth.contracts.Interconnect;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** RKE2 or K3s under Rancher. */
final class Rancher {

  static final Dialect DIALECT =
      new Dialect(
          "rancher",
          new Offer.NotOffered<>(
              "nodes of RKE2 and K3s do not tell whether they may be taken back"),
          FeatureDiscovery.PRODUCT,
          Set.of(Maker.NVIDIA, Maker.AMD, Maker.INTEL),
          Map.of(
              Interconnect.INFINIBAND, new Fabric.NamedBySetting(),
              Interconnect.RDMA, new Fabric.NamedBySetting()),
          // Only with a cloud provider configured; a selector on it would else match no node.
          null,
          // ranchermanager.docs.rancher.com: the cluster autoscaler's provider "rancher", if set
          // up.
          Scaling.CLUSTER_AUTOSCALER,
          // The kubeconfig that Rancher hands out holds a bearer token for its proxy.
          new Identity(null, null, Map.of()),
          List.of(),
          null);

  private Rancher() {}
}
