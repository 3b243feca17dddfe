package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What of a spec no batch script can say, however often it is tried. */
final class Unusable {

  /** Linux' {@code MAX_ARG_STRLEN}: 32 pages of 4 KiB, with the closing zero. */
  private static final int LONGEST_STRING = 32 * 4_096 - 1;

  /** slurm.conf(5), {@code SchedulerParameters}: max_script_size is 4 MiB if nothing is said. */
  private static final int LONGEST_SCRIPT = 4 << 20;

  private Unusable() {}

  static void check(JobSpec spec) throws UnfitException {
    check("entrypoint", spec.entrypoint());
    for (String argument : spec.arguments()) {
      check("arguments: one", argument);
    }
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      check("environment." + variable.getKey(), variable.getKey() + '=' + variable.getValue());
    }
    if (spec.image() != null && !spec.image().matches("[-\\w./:@+]+")) {
      throw new UnfitException("image '%s' is the name of none".formatted(spec.image()));
    }
  }

  static void check(String script) throws UnfitException {
    int length = script.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_SCRIPT) {
      throw new UnfitException(
          "arguments and environment make a batch script of %d bytes, and Slurm takes %d"
              .formatted(length, LONGEST_SCRIPT));
    }
  }

  private static void check(String field, String text) throws UnfitException {
    if (text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_STRING) {
      throw new UnfitException(field + " holds a zero character or is too long");
    }
  }
}
