package dev.berth.targets.kubernetes.dialect;

import java.util.List;

/** What Azure sells with accelerators; one fabric is one InfiniBand adapter. */
final class AksMachines {

  static final List<Machine> ALL =
      List.of(
          // learn.microsoft.com/azure/virtual-machines/sizes/gpu-accelerated: ncast4v3-series,
          // nca100v4-series, ncadsh100v5-series; these are not linked by InfiniBand
          Machine.of("Standard_NC4as_T4_v3", 4, 28, "t4", 1),
          Machine.of("Standard_NC8as_T4_v3", 8, 56, "t4", 1),
          Machine.of("Standard_NC16as_T4_v3", 16, 110, "t4", 1),
          Machine.of("Standard_NC64as_T4_v3", 64, 440, "t4", 4),
          Machine.of("Standard_NC24ads_A100_v4", 24, 220, "a100-80gb", 1),
          Machine.of("Standard_NC48ads_A100_v4", 48, 440, "a100-80gb", 2),
          Machine.of("Standard_NC96ads_A100_v4", 96, 880, "a100-80gb", 4),
          Machine.of("Standard_NC40ads_H100_v5", 40, 320, "h100", 1),
          Machine.of("Standard_NC80adis_H100_v5", 80, 640, "h100", 2),
          // .../nvadsa10v5-series; its smaller sizes have a part of an accelerator
          Machine.of("Standard_NV36ads_A10_v5", 36, 440, "a10", 1),
          Machine.of("Standard_NV72ads_A10_v5", 72, 880, "a10", 2),
          // .../ndasra100v4-series, ndma100v4-series, ndh100v5-series, ndh200v5-series,
          // ndmi300xv5-series
          Machine.of("Standard_ND96asr_v4", 96, 900, "a100", 8, 8),
          Machine.of("Standard_ND96amsr_A100_v4", 96, 1_900, "a100-80gb", 8, 8),
          Machine.of("Standard_ND96isr_H100_v5", 96, 1_900, "h100", 8, 8),
          Machine.of("Standard_ND96isr_H200_v5", 96, 1_850, "h200", 8, 8),
          Machine.of("Standard_ND96isr_MI300X_v5", 96, 1_850, "mi300x", 8, 8));

  private AksMachines() {}
}
