package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The four ways of running machines that Berth weighs against each other. */
@RegisterForReflection
public enum DeploymentModel {
  /** EKS, GKE, AKS. */
  @JsonProperty("managed-kubernetes")
  MANAGED_KUBERNETES("managed-kubernetes"),

  /** Rancher, kubeadm, kind. */
  @JsonProperty("self-hosted-kubernetes")
  SELF_HOSTED_KUBERNETES("self-hosted-kubernetes"),

  /** EC2, Compute Engine, Azure, or hosts that stand already. */
  @JsonProperty("virtual-machines")
  VIRTUAL_MACHINES("virtual-machines"),

  /** Slurm sites. */
  @JsonProperty("hpc")
  HPC("hpc");

  private final String written;

  DeploymentModel(String written) {
    this.written = written;
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
