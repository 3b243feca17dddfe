package dev.berth.targets.slurm.script;

/**
 * The signal that Slurm sends to the batch script, and to it alone, before the time is up. Slurm
 * may send it up to 60 s earlier than asked for (sbatch(1), {@code --signal}).
 *
 * @param signal its name without {@code SIG}, such as {@code USR1}
 * @param seconds how long before the end of the time limit, from 1 to 65,535 (the same page)
 */
public record Warning(String signal, int seconds) {

  /** The most that Slurm takes. */
  public static final int MAXIMUM_SECONDS = 65_535;

  /** As {@code --signal} takes it. */
  public String text() {
    return "B:" + signal + '@' + seconds;
  }
}
