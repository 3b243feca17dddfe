package dev.berth.targets.vm.running;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a program that make it see its own accelerators of its machine, and no others. Their
 * numbers are those of {@code nvidia-smi} and {@code rocm-smi}.
 */
final class Devices {

  private Devices() {}

  /**
   * For a program on the machine itself.
   *
   * @param each what one worker has, or null
   * @param some whether the target has accelerators at all
   * @param all whether it gets those of all the attempt's workers on the machine
   */
  static String outside(AttemptId attempt, @Nullable Accelerators each, boolean some, boolean all) {
    if (each == null) {
      return some ? "export CUDA_VISIBLE_DEVICES='' ROCR_VISIBLE_DEVICES=''\n" : "";
    }
    return own(attempt, each, all)
        + (isAmd(each)
            ? "export ROCR_VISIBLE_DEVICES=\"$berth_devices\"\n"
            : "export CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES=\"$berth_devices\"\n");
  }

  /** For a container, before it starts: it numbers NVIDIA's that it gets by itself. */
  static String aroundContainer(AttemptId attempt, @Nullable Accelerators each) {
    if (each == null) {
      return "";
    }
    return own(attempt, each, false)
        + (isAmd(each) ? "export ROCR_VISIBLE_DEVICES=\"$berth_devices\"\n" : "");
  }

  /**
   * Words for the engine that starts it.
   *
   * @param engine {@code podman} or {@code docker}
   */
  static String ofContainer(@Nullable Accelerators each, String engine) {
    if (each == null) {
      return "";
    }
    if (isAmd(each)) {
      // rocm.docs.amd.com, "Running ROCm Docker containers"
      return " --device=/dev/kfd --device=/dev/dri --env=ROCR_VISIBLE_DEVICES";
    }
    // By the Container Device Interface's names; docs.docker.com, "Access an NVIDIA GPU".
    return engine.equals("podman")
        ? " $(echo \"$berth_devices\" | tr , '\\n' | sed 's|^|--device=nvidia.com/gpu=|')"
        : " --gpus=\"\\\"device=$berth_devices\\\"\"";
  }

  private static String own(AttemptId attempt, Accelerators each, boolean all) {
    return """
    . "$BERTH_RUN/devices.sh"
    berth_devices=$(devices %s %d%s) || { echo "berth: no accelerators are dealt out to this worker" >&2; exit 126; }
    """
        .formatted(attempt, each.count(), all ? " all" : "");
  }

  private static boolean isAmd(Accelerators each) {
    return each.kind().toLowerCase(Locale.ROOT).startsWith("mi");
  }
}
