package dev.berth.targets.vm.running;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.RayOnMachines;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.ssh.Words;

/**
 * Lines of a program that Ray runs. It is run twice: at first it leads the machine's node of Ray;
 * when all nodes are there, the head has it run once more as the entrypoint.
 */
final class RayText {

  private RayText() {}

  /**
   * What goes before the entrypoint.
   *
   * @param some whether the target has accelerators at all
   * @throws UnfitException if no machine can run it
   */
  static String of(Submission submission, RunSettings settings, boolean some)
      throws UnfitException {
    JobSpec spec = submission.spec();
    if (spec.image() != null) {
      throw new UnfitException(
          "image '%s': this target runs Ray as its machines have it, in no image"
              .formatted(spec.image()));
    }
    Accelerators each = spec.resources().accelerators();
    StringBuilder text = new StringBuilder();
    if (settings.ray() != null) {
      text.append("export PATH=%s:\"$PATH\"\n".formatted(Words.quoted(settings.ray() + "/bin")));
    }
    text.append("if [ -z \"${BERTH_ENTRYPOINT-}\" ]; then\n");
    text.append(Devices.outside(submission.attempt(), each, some, true).indent(2));
    text.append(
        """
          exec python3 "$BERTH_RUN/ray/node.py" "$BERTH_RUN" "$BERTH_RUN/worker-$BERTH_RANK" %s \\
            --nodes="$berth_machines" --here="$(echo "$berth_ranks" | wc -w)" --cpus=%s --accelerators=%d --store=%d --within=%d
        fi
        """
            .formatted(
                submission.attempt(),
                spec.resources().cpus(),
                each == null ? 0 : each.count(),
                RayOnMachines.objectStoreBytes(spec.resources().memoryMiB()),
                settings.startWithin().toSeconds()));
    return text.toString();
  }
}
