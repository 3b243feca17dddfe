package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what Ray says of a job that failed; KubeRay passes Ray's words on as they are. */
public final class RayFailure {

  private static final int TAIL_CHARACTERS = 4_096;

  // ray/dashboard/modules/job/job_supervisor.py: the end of the log follows in the same message.
  private static final Pattern EXIT_CODE = Pattern.compile("failed with exit code:? (-?\\d+)");

  private RayFailure() {}

  /** The failure that this message of Ray's tells of. */
  public static Observation.Failed of(String message, Instant endedAt) {
    String first = message.lines().findFirst().orElse("");
    String tail = message.length() > first.length() ? message.substring(first.length() + 1) : "";
    Matcher exit = EXIT_CODE.matcher(first);
    if (exit.find()) {
      int code = Integer.parseInt(exit.group(1));
      return failed(
          ExitCodes.category(code),
          "the Ray program ended with " + ExitCodes.told(code),
          code,
          tail,
          endedAt);
    }
    if (first.startsWith("runtime_env setup failed")) {
      return failed(
          FailureCategory.CONFIGURATION,
          "Ray could not make its runtime environment: " + first,
          null,
          tail,
          endedAt);
    }
    if (first.startsWith("Job supervisor actor died") || first.contains("node has died")) {
      return failed(
          FailureCategory.INFRASTRUCTURE,
          "the Ray node that ran the program was lost: " + first,
          null,
          tail,
          endedAt);
    }
    return failed(FailureCategory.APPLICATION, "the Ray job failed: " + first, null, tail, endedAt);
  }

  private static Observation.Failed failed(
      FailureCategory category,
      String reason,
      @Nullable Integer code,
      String tail,
      Instant endedAt) {
    String end = tail.substring(Math.max(0, tail.length() - TAIL_CHARACTERS));
    return new Observation.Failed(category, reason, code, end, endedAt);
  }
}
