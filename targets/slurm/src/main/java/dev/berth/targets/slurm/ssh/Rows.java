package dev.berth.targets.slurm.ssh;

import dev.berth.targets.slurm.conversation.ExitStatus;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.JobState;
import dev.berth.targets.slurm.conversation.WaitingRow;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of squeue and sacct. Times are seconds since 1970 ({@code SLURM_TIME_FORMAT=%s}), and words
 * where there is none: {@code N/A}, {@code NONE}, {@code None}, {@code Unknown}.
 */
final class Rows {

  /** For {@code squeue -o}; what people choose themselves stands last. */
  static final String SQUEUE = "%A|%T|%r|%S|%e|%V|%P|%N|%D|%j|%k";

  /** For {@code sacct -o}. */
  static final String SACCT =
      "JobIDRaw,State,Reason,Start,End,Submit,Partition,NodeList,NNodes,ExitCode,JobName,Comment";

  /** For {@code squeue -o} of those that wait. */
  static final String WAITING = "%P|%D|%S";

  private static final int SQUEUE_FIELDS = 11;
  private static final int SACCT_FIELDS = 12;

  private Rows() {}

  /** A line of squeue; empty for one that has another shape, which is none of Berth's. */
  static Optional<JobRow> ofSqueue(String line) {
    String[] parts = line.split("\\|", SQUEUE_FIELDS);
    if (parts.length < SQUEUE_FIELDS || !isNumber(parts[0])) {
      return Optional.empty();
    }
    return Optional.of(
        new JobRow(
            Long.parseLong(parts[0]),
            parts[9],
            JobState.of(parts[1]),
            parts[2],
            nothing(parts[10]),
            parts[6],
            time(parts[5]),
            time(parts[3]),
            time(parts[4]),
            ExitStatus.UNKNOWN,
            parts[7],
            count(parts[8])));
  }

  /** A line of sacct; empty for one that has another shape. */
  static Optional<JobRow> ofSacct(String line) {
    String[] parts = line.split("\\|", SACCT_FIELDS);
    if (parts.length < SACCT_FIELDS || !isNumber(parts[0])) {
      return Optional.empty();
    }
    return Optional.of(
        new JobRow(
            Long.parseLong(parts[0]),
            parts[10],
            JobState.of(parts[1]),
            parts[2],
            parts[11].replaceFirst("\\|$", ""),
            parts[6],
            time(parts[5]),
            time(parts[3]),
            time(parts[4]),
            ExitStatus.ofPair(parts[9]),
            parts[7].startsWith("None") ? "" : parts[7],
            count(parts[8])));
  }

  static Optional<WaitingRow> ofWaiting(String line) {
    String[] parts = line.split("\\|");
    return parts.length < 3
        ? Optional.empty()
        : Optional.of(new WaitingRow(parts[0], count(parts[1]), time(parts[2])));
  }

  static @Nullable Instant time(String text) {
    return isNumber(text) ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
  }

  private static String nothing(String text) {
    String plain = text.strip();
    return plain.equals("(null)") ? "" : plain;
  }

  private static int count(String text) {
    return isNumber(text) ? Math.max(1, Integer.parseInt(text)) : 1;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 18 && text.chars().allMatch(Character::isDigit);
  }
}
