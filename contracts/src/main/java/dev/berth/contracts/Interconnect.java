package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What workers talk to each other over. */
@RegisterForReflection
public enum Interconnect {
  /** Any network; every target has it. */
  @JsonProperty("ethernet")
  ETHERNET("ethernet"),

  /** Any remote direct memory access; as a request it is met by each of those below. */
  @JsonProperty("rdma")
  RDMA("rdma"),

  /** Elastic Fabric Adapter, of EC2. */
  @JsonProperty("efa")
  EFA("efa"),

  /** InfiniBand. */
  @JsonProperty("infiniband")
  INFINIBAND("infiniband"),

  /** HPE Slingshot. */
  @JsonProperty("slingshot")
  SLINGSHOT("slingshot");

  private final String written;

  Interconnect(String written) {
    this.written = written;
  }

  /** As it is written in JSON, in tables and on metrics. */
  @Override
  public String toString() {
    return written;
  }
}
