package dev.berth.targets.kubernetes.dialect;

import java.util.List;
import java.util.Optional;

/** The kinds of clusters that Berth knows. */
public final class Dialects {

  /** All of them, managed ones first. */
  public static final List<Dialect> ALL =
      List.of(
          Eks.DIALECT, Gke.DIALECT, Aks.DIALECT, Rancher.DIALECT, Kubeadm.DIALECT, Kind.DIALECT);

  private Dialects() {}

  /** The one of that name. */
  public static Optional<Dialect> named(String name) {
    return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }
}
