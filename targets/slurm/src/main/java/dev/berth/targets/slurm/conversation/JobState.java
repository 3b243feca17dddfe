package dev.berth.targets.slurm.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A job's state in Slurm's words (squeue(1), "JOB STATE CODES").
 *
 * @param base such as {@code RUNNING}; empty where Slurm told only a flag
 * @param flags such as {@code COMPLETING}, in Slurm's order
 */
public record JobState(String base, List<String> flags) {

  /** States in which it is over, but for what {@link #isCompleting} says. */
  private static final Set<String> FINAL =
      Set.of(
          "BOOT_FAIL",
          "CANCELLED",
          "COMPLETED",
          "DEADLINE",
          "FAILED",
          "LAUNCH_FAILED",
          "NODE_FAIL",
          "OUT_OF_MEMORY",
          "PREEMPTED",
          "REVOKED",
          "TIMEOUT");

  /** The state of one that waits, or will again. */
  private static final String WAITING = "PENDING";

  private static final Set<String> BASES =
      Set.of(
          "BOOT_FAIL",
          "CANCELLED",
          "COMPLETED",
          "DEADLINE",
          "FAILED",
          "NODE_FAIL",
          "OUT_OF_MEMORY",
          "PENDING",
          "PREEMPTED",
          "RUNNING",
          "SUSPENDED",
          "TIMEOUT");

  /** Copies the list. */
  public JobState {
    flags = List.copyOf(flags);
  }

  /** From words in any order; {@code CANCELLED by 0} of sacct is {@code CANCELLED}. */
  public static JobState of(List<String> words) {
    String base = "";
    List<String> flags = new ArrayList<>();
    for (String word : words) {
      String plain = word.strip().replaceFirst(" by \\S+$", "").toUpperCase(Locale.ROOT);
      if (base.isEmpty() && BASES.contains(plain)) {
        base = plain;
      } else if (!plain.isEmpty()) {
        flags.add(plain);
      }
    }
    if (base.isEmpty() && flags.size() == 1 && FINAL.contains(flags.getFirst())) {
      return new JobState(flags.getFirst(), List.of());
    }
    return new JobState(base, flags);
  }

  /** From one word, as {@code squeue} gives it. */
  public static JobState of(String word) {
    return of(List.of(word));
  }

  /** Whether its processes are being ended on its nodes. */
  public boolean isCompleting() {
    return flags.contains("COMPLETING");
  }

  /** Whether nothing of it runs or will. */
  public boolean isOver() {
    return FINAL.contains(base) && !isCompleting() && !flags.contains("REQUEUED");
  }

  /** Whether it waits to be run. */
  public boolean isWaiting() {
    return base.equals(WAITING) && !isCompleting();
  }

  /** As people read it, such as {@code CANCELLED+COMPLETING}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>(flags);
    if (!base.isEmpty()) {
      words.addFirst(base);
    }
    return words.isEmpty() ? "UNKNOWN" : String.join("+", words);
  }
}
