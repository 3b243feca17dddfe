package dev.berth.targets.kubernetes.dialect;

import java.util.List;

/** What EC2 sells with accelerators; one fabric is one Elastic Fabric Adapter. */
final class EksMachines {

  static final List<Machine> ALL =
      List.of(
          // aws.amazon.com/ec2/instance-types, "Accelerated computing"; EFA:
          // docs.aws.amazon.com/AWSEC2/
          // latest/UserGuide/efa.html, "Supported instance types", and efa-acc-inst-types.html
          Machine.of("p3.2xlarge", 8, 61, "v100", 1),
          Machine.of("p3.8xlarge", 32, 244, "v100", 4),
          Machine.of("p3.16xlarge", 64, 488, "v100", 8),
          Machine.of("p3dn.24xlarge", 96, 768, "v100", 8, 1),
          Machine.of("p4d.24xlarge", 96, 1_152, "a100", 8, 4),
          Machine.of("p4de.24xlarge", 96, 1_152, "a100-80gb", 8, 4),
          Machine.of("p5.48xlarge", 192, 2_048, "h100", 8, 32),
          Machine.of("p5e.48xlarge", 192, 2_048, "h200", 8, 32),
          Machine.of("p5en.48xlarge", 192, 2_048, "h200", 8, 16),
          Machine.of("p6-b200.48xlarge", 192, 2_048, "b200", 8, 8),
          Machine.of("g4dn.xlarge", 4, 16, "t4", 1),
          Machine.of("g4dn.2xlarge", 8, 32, "t4", 1),
          Machine.of("g4dn.4xlarge", 16, 64, "t4", 1),
          Machine.of("g4dn.8xlarge", 32, 128, "t4", 1, 1),
          Machine.of("g4dn.12xlarge", 48, 192, "t4", 4, 1),
          Machine.of("g4dn.16xlarge", 64, 256, "t4", 1, 1),
          Machine.of("g4dn.metal", 96, 384, "t4", 8, 1),
          Machine.of("g5.xlarge", 4, 16, "a10g", 1),
          Machine.of("g5.2xlarge", 8, 32, "a10g", 1),
          Machine.of("g5.4xlarge", 16, 64, "a10g", 1),
          Machine.of("g5.8xlarge", 32, 128, "a10g", 1, 1),
          Machine.of("g5.12xlarge", 48, 192, "a10g", 4, 1),
          Machine.of("g5.16xlarge", 64, 256, "a10g", 1, 1),
          Machine.of("g5.24xlarge", 96, 384, "a10g", 4, 1),
          Machine.of("g5.48xlarge", 192, 768, "a10g", 8, 1),
          Machine.of("g6.xlarge", 4, 16, "l4", 1),
          Machine.of("g6.2xlarge", 8, 32, "l4", 1),
          Machine.of("g6.4xlarge", 16, 64, "l4", 1),
          Machine.of("g6.8xlarge", 32, 128, "l4", 1, 1),
          Machine.of("g6.12xlarge", 48, 192, "l4", 4, 1),
          Machine.of("g6.16xlarge", 64, 256, "l4", 1, 1),
          Machine.of("g6.24xlarge", 96, 384, "l4", 4, 1),
          Machine.of("g6.48xlarge", 192, 768, "l4", 8, 1),
          Machine.of("g6e.xlarge", 4, 32, "l40s", 1),
          Machine.of("g6e.2xlarge", 8, 64, "l40s", 1),
          Machine.of("g6e.4xlarge", 16, 128, "l40s", 1),
          Machine.of("g6e.8xlarge", 32, 256, "l40s", 1, 1),
          Machine.of("g6e.12xlarge", 48, 384, "l40s", 4, 1),
          Machine.of("g6e.16xlarge", 64, 512, "l40s", 1, 1),
          Machine.of("g6e.24xlarge", 96, 768, "l40s", 4, 2),
          Machine.of("g6e.48xlarge", 192, 1_536, "l40s", 8, 4),
          // awsdocs-neuron.readthedocs-hosted.com, "Trn1/Trn1n", "Inf2": counted in devices, as the
          // resource aws.amazon.com/neuron is
          Machine.of("trn1.2xlarge", 8, 32, "trainium", 1),
          Machine.of("trn1.32xlarge", 128, 512, "trainium", 16, 8),
          Machine.of("trn1n.32xlarge", 128, 512, "trainium", 16, 16),
          Machine.of("trn2.48xlarge", 192, 2_048, "trainium2", 16, 16),
          Machine.of("inf2.xlarge", 4, 16, "inferentia2", 1),
          Machine.of("inf2.8xlarge", 32, 128, "inferentia2", 1),
          Machine.of("inf2.24xlarge", 96, 384, "inferentia2", 6),
          Machine.of("inf2.48xlarge", 192, 768, "inferentia2", 12),
          // aws.amazon.com/ec2/instance-types/dl1
          Machine.of("dl1.24xlarge", 96, 768, "gaudi", 8, 4));

  private EksMachines() {}
}
