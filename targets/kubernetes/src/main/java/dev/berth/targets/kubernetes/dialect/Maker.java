package dev.berth.targets.kubernetes.dialect;

import java.util.List;

/** Who makes an accelerator, and by which extended resource its device plugin offers it. */
public enum Maker {
  // github.com/ROCm/k8s-device-plugin
  AMD("amd.com/gpu", List.of("mi")),
  // cloud.google.com/kubernetes-engine/docs/how-to/tpus
  GOOGLE("google.com/tpu", List.of("tpu")),
  // docs.aws.amazon.com/eks/latest/userguide/device-management-neuron.html
  AMAZON("aws.amazon.com/neuron", List.of("trainium", "trn", "inferentia", "inf")),
  // docs.habana.ai: Intel Gaudi device plugin
  INTEL("habana.ai/gaudi", List.of("gaudi")),
  // github.com/NVIDIA/k8s-device-plugin; whatever has no other maker's name
  NVIDIA("nvidia.com/gpu", List.of());

  private final String resource;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> prefixes;

  Maker(String resource, List<String> prefixes) {
    this.resource = resource;
    this.prefixes = prefixes;
  }

  /** The extended resource. */
  public String resource() {
    return resource;
  }

  /** Who makes accelerators of that kind. */
  public static Maker of(String kind) {
    for (Maker maker : values()) {
      if (maker.prefixes.stream().anyMatch(kind::startsWith)) {
        return maker;
      }
    }
    return NVIDIA;
  }
}
