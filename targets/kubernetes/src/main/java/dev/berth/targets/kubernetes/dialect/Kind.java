package dev.berth.targets.kubernetes.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** kind: a cluster in containers, for development. */
final class Kind {

  static final Dialect DIALECT =
      new Dialect(
          "kind",
          new Offer.NotOffered<>("containers on one machine are not taken back"),
          // Accelerators there are faked, by number only.
          new ModelOf.Untold(),
          EnumSet.allOf(Maker.class),
          Map.of(),
          null,
          Scaling.NONE,
          // kind.sigs.k8s.io/docs/user/quick-start: `kind export kubeconfig`, a client certificate.
          new Identity(null, null, Map.of()),
          List.of(),
          null);

  private Kind() {}
}
