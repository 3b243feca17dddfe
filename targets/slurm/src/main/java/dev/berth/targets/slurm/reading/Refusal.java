package dev.berth.targets.slurm.reading;

import dev.berth.contracts.FailureCategory;
import java.util.List;
import java.util.regex.Pattern;

/** Whose retry budget a refused submission takes from, by Slurm's words (slurm_errno.c). */
public final class Refusal {

  /** What may be otherwise in an hour. Everything else is so however often it is tried. */
  private static final List<String> PASSING =
      List.of(
          "Required partition not available",
          "Nodes required for job are",
          "Required node not available",
          "Too many jobs",
          "Job limit",
          "aximum number of jobs",
          "MaxJobCount",
          "SubmitJob");

  /**
   * ESLURM_ACCOUNTING_POLICY: too many jobs now, or too large a one. sbatch says before it which
   * limit it was; slurmrestd says no more.
   */
  private static final String POLICY = "Job violates accounting/QOS policy";

  private static final Pattern LIMIT = Pattern.compile("\\b(Assoc|QOS)[A-Z]\\w+");

  private Refusal() {}

  /** The category. */
  public static FailureCategory category(String text) {
    boolean unsaid = text.contains(POLICY) && !LIMIT.matcher(text).find();
    return unsaid || PASSING.stream().anyMatch(text::contains)
        ? FailureCategory.CAPACITY
        : FailureCategory.CONFIGURATION;
  }
}
