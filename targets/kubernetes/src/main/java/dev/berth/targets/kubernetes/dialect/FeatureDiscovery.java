package dev.berth.targets.kubernetes.dialect;

import java.util.List;
import java.util.Map;

/**
 * The label of NVIDIA's GPU feature discovery, which the GPU operator brings along on clusters that
 * have no label of their own. Its value is the product's name with dashes for spaces.
 */
final class FeatureDiscovery {

  // github.com/NVIDIA/k8s-device-plugin, docs/gpu-feature-discovery; product names as nvidia-smi
  // prints them, which differ by form factor.
  static final ModelOf PRODUCT =
      new ModelOf.ByLabel(
          "nvidia.com/gpu.product",
          Map.of(
              "a100",
              List.of("NVIDIA-A100-SXM4-40GB", "NVIDIA-A100-PCIE-40GB"),
              "a100-80gb",
              List.of("NVIDIA-A100-SXM4-80GB", "NVIDIA-A100-80GB-PCIe"),
              "h100",
              List.of("NVIDIA-H100-80GB-HBM3", "NVIDIA-H100-PCIe", "NVIDIA-H100-NVL"),
              "h200",
              List.of("NVIDIA-H200", "NVIDIA-H200-NVL"),
              "b200",
              List.of("NVIDIA-B200"),
              "l4",
              List.of("NVIDIA-L4"),
              "l40s",
              List.of("NVIDIA-L40S"),
              "a10",
              List.of("NVIDIA-A10", "NVIDIA-A10G"),
              "v100",
              List.of("Tesla-V100-SXM2-16GB", "Tesla-V100-SXM2-32GB", "Tesla-V100-PCIE-16GB"),
              "t4",
              List.of("Tesla-T4")));

  private FeatureDiscovery() {}
}
