package dev.berth.targets.slurm.conversation;

import org.jspecify.annotations.Nullable;

/**
 * How a batch script ended, as Slurm has it.
 *
 * @param code its exit code, or null if Slurm does not tell
 * @param signal the signal that ended it, or null for none
 */
public record ExitStatus(@Nullable Integer code, @Nullable Integer signal) {

  /** Nothing is known. */
  public static final ExitStatus UNKNOWN = new ExitStatus(null, null);

  private static final int CODE_SHIFT = 8;
  private static final int SIGNAL_MASK = 0x7f;
  private static final int CODE_MASK = 0xff;

  /** From what wait(2) gives. */
  public static ExitStatus ofWait(int status) {
    int signal = status & SIGNAL_MASK;
    return new ExitStatus((status >> CODE_SHIFT) & CODE_MASK, signal == 0 ? null : signal);
  }

  /** From {@code code:signal}, as scontrol and sacct write it. */
  public static ExitStatus ofPair(String pair) {
    String[] parts = pair.split(":");
    try {
      int signal = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return new ExitStatus(Integer.valueOf(parts[0]), signal == 0 ? null : signal);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
