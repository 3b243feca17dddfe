package dev.berth.targets.slurm.script;

import java.util.Optional;
import java.util.stream.Stream;

/** How a batch script came to its end. */
public enum Ending {
  /** The program ended by itself: the code is its own. */
  PROGRAM("program"),

  /**
   * The time that the queue allows was nearly up, the program was told, and ended. Whatever its
   * code: programs that save their state and end with 0 then have not done their work, and those
   * that have done it see so in their checkpoint when they start again.
   */
  WALLTIME("walltime"),

  /** The same, where the time was the job's own {@code maximumDuration}. */
  DURATION("duration"),

  /** Somebody sent SIGTERM to the batch script: a cancel, or a preemption with a grace. */
  TERMINATED("terminated"),

  /**
   * The program could not be run, or not be run on, for no fault of its own; the output says why.
   */
  SYSTEM("system"),

  /** Another batch job had this attempt already, so this one ran nothing. */
  DUPLICATE("duplicate");

  private final String written;

  Ending(String written) {
    this.written = written;
  }

  /** The one that is written so. */
  public static Optional<Ending> named(String written) {
    return Stream.of(values()).filter(ending -> ending.written.equals(written)).findFirst();
  }

  /** As it stands in exit records and comments. */
  @Override
  public String toString() {
    return written;
  }
}
