package dev.berth.local.client;

/** What a command's exit code means. */
public enum ExitCode {
  /** It was done. */
  OK(0),
  /** It was not done, or did not end well. */
  FAILED(1),
  /** The command line was wrong. */
  USAGE(2),
  /** A service that it needs is not up or does not answer. */
  NOT_UP(3),
  /** There is no job, attempt or trace of that name. */
  UNKNOWN(4),
  /** A job spec, an event, a fleet or a policy breaks its rules. */
  INVALID(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** As the shell sees it. */
  public int number() {
    return number;
  }
}
