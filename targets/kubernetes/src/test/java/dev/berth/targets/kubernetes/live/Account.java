package dev.berth.targets.kubernetes.live;

/** Who of Berth's services has rights on a cluster. */
public enum Account {
  /** Makes attempts and takes them away. */
  PROVISIONER("berth-provisioner"),
  /** Only looks. */
  MONITOR("berth-monitor");

  private final String serviceAccount;

  Account(String serviceAccount) {
    this.serviceAccount = serviceAccount;
  }

  /** Its ServiceAccount's name in {@code k8s/targets/kubernetes/rights.yaml}. */
  public String serviceAccount() {
    return serviceAccount;
  }
}
