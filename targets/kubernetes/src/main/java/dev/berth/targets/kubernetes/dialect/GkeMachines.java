package dev.berth.targets.kubernetes.dialect;

import java.util.List;

/** What Compute Engine sells with accelerators; one fabric is one RDMA network. */
final class GkeMachines {

  static final List<Machine> ALL =
      List.of(
          // cloud.google.com/compute/docs/accelerator-optimized-machines; an N1 machine takes
          // accelerators in many combinations and is not listed
          Machine.of("a2-highgpu-1g", 12, 85, "a100", 1),
          Machine.of("a2-highgpu-2g", 24, 170, "a100", 2),
          Machine.of("a2-highgpu-4g", 48, 340, "a100", 4),
          Machine.of("a2-highgpu-8g", 96, 680, "a100", 8),
          Machine.of("a2-megagpu-16g", 96, 1_360, "a100", 16),
          Machine.of("a2-ultragpu-1g", 12, 170, "a100-80gb", 1),
          Machine.of("a2-ultragpu-2g", 24, 340, "a100-80gb", 2),
          Machine.of("a2-ultragpu-4g", 48, 680, "a100-80gb", 4),
          Machine.of("a2-ultragpu-8g", 96, 1_360, "a100-80gb", 8),
          Machine.of("a3-highgpu-1g", 26, 234, "h100", 1),
          Machine.of("a3-highgpu-2g", 52, 468, "h100", 2),
          Machine.of("a3-highgpu-4g", 104, 936, "h100", 4),
          Machine.of("a3-highgpu-8g", 208, 1_872, "h100", 8),
          Machine.of("a3-megagpu-8g", 208, 1_872, "h100", 8),
          Machine.of("a3-ultragpu-8g", 224, 2_952, "h200", 8, 8),
          Machine.of("a4-highgpu-8g", 224, 3_968, "b200", 8, 8),
          Machine.of("g2-standard-4", 4, 16, "l4", 1),
          Machine.of("g2-standard-8", 8, 32, "l4", 1),
          Machine.of("g2-standard-12", 12, 48, "l4", 1),
          Machine.of("g2-standard-16", 16, 64, "l4", 1),
          Machine.of("g2-standard-24", 24, 96, "l4", 2),
          Machine.of("g2-standard-32", 32, 128, "l4", 1),
          Machine.of("g2-standard-48", 48, 192, "l4", 4),
          Machine.of("g2-standard-96", 96, 384, "l4", 8));

  private GkeMachines() {}
}
