package dev.berth.targets.slurm.reading;

import dev.berth.contracts.FailureCategory;

/** What a program's exit code says of whose fault it was. */
final class ExitCodes {

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int SIGKILL = 137;
  private static final int SIGTERM = 143;

  private ExitCodes() {}

  static FailureCategory category(int code) {
    return switch (code) {
      case NOT_FOUND, NOT_EXECUTABLE -> FailureCategory.CONFIGURATION;
      // Not by the program itself: by its machine, or whoever looks after that.
      case SIGKILL -> FailureCategory.INFRASTRUCTURE;
      default -> FailureCategory.APPLICATION;
    };
  }

  static String told(int code) {
    return switch (code) {
      case NOT_FOUND -> "exit code 127: its command was not found";
      case NOT_EXECUTABLE -> "exit code 126: its command cannot be executed";
      case SIGKILL -> "exit code 137: it was killed (SIGKILL)";
      case SIGTERM -> "exit code 143: it was told to end (SIGTERM)";
      default -> "exit code " + code;
    };
  }
}
