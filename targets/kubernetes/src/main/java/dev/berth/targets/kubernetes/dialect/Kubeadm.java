package dev.berth.targets.kubernetes.dialect;

import dev.berth.contracts.Interconnect;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kubernetes as kubeadm sets it up, on one's own machines. */
final class Kubeadm {

  static final Dialect DIALECT =
      new Dialect(
          "kubeadm",
          new Offer.NotOffered<>("one's own machines are not taken back"),
          FeatureDiscovery.PRODUCT,
          Set.of(Maker.NVIDIA, Maker.AMD, Maker.INTEL),
          Map.of(
              Interconnect.INFINIBAND, new Fabric.NamedBySetting(),
              Interconnect.RDMA, new Fabric.NamedBySetting()),
          null,
          Scaling.NONE,
          // kubernetes.io/docs/reference/access-authn-authz: admin.conf holds a client certificate.
          new Identity(null, null, Map.of()),
          List.of(),
          null);

  private Kubeadm() {}
}
