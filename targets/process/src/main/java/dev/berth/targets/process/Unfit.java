package dev.berth.targets.process;

import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What of a spec no process of this machine can be, however often it is tried. */
final class Unfit {

  /** Linux' {@code MAX_ARG_STRLEN}: 32 pages of 4 KiB, with the closing zero. */
  private static final int LONGEST_STRING = 32 * 4_096 - 1;

  /** A quarter of the usual stack limit of 8 MiB is what execve(2) gives all of them together. */
  private static final int LONGEST_TOGETHER = 1_900_000;

  private Unfit() {}

  /** Why it cannot run here, in one sentence that names the field; empty if it can. */
  static Optional<String> of(JobSpec spec) {
    if (spec.runtime() != JobRuntime.COMMAND) {
      return Optional.of("a pool of processes cannot run the runtime " + spec.runtime());
    }
    try {
      CheckpointPlace.of(spec, "");
    } catch (IllegalArgumentException e) {
      return Optional.of("checkpoint '" + spec.checkpoint() + "' is no place: " + e.getMessage());
    }
    long together = 0;
    for (String argument : spec.arguments()) {
      together += length(argument);
      if (unusable(argument)) {
        return Optional.of("arguments: one holds a zero character or is too long");
      }
    }
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      String text = variable.getKey() + '=' + variable.getValue();
      together += length(text);
      if (unusable(text) || variable.getKey().isEmpty() || variable.getKey().contains("=")) {
        return Optional.of("environment." + variable.getKey() + " cannot be a variable");
      }
    }
    if (unusable(spec.entrypoint())) {
      return Optional.of("entrypoint holds a zero character or is too long");
    }
    return together > LONGEST_TOGETHER
        ? Optional.of("arguments and environment are longer than a process can be given")
        : Optional.empty();
  }

  private static boolean unusable(String text) {
    return text.indexOf('\0') >= 0 || length(text) > LONGEST_STRING;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
