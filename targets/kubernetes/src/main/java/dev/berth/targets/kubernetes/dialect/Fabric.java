package dev.berth.targets.kubernetes.dialect;

/** The extended resource through which a pod gets a fast network. */
public sealed interface Fabric {

  /**
   * A resource whose name the vendor fixed.
   *
   * @param resource its name
   */
  record Fixed(String resource) implements Fabric {}

  /** A resource that whoever set the cluster up has named; the target's settings tell its name. */
  record NamedBySetting() implements Fabric {}
}
