package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;

/** What an exit code tells of why a program ended. */
final class ExitCodes {

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /** As a shell writes it. */
  static final int SIGKILL = 137;

  /** As a shell writes it. */
  static final int SIGTERM = 143;

  /** As Python writes it. */
  private static final int KILLED = -9;

  private ExitCodes() {}

  static FailureCategory category(int code) {
    return switch (code) {
      case NOT_FOUND, NOT_EXECUTABLE -> FailureCategory.CONFIGURATION;
      // Not by the program itself: by its machine, or whoever looks after that.
      case SIGKILL, KILLED -> FailureCategory.INFRASTRUCTURE;
      default -> FailureCategory.APPLICATION;
    };
  }

  /** Says it in words, where the number alone does not. */
  static String told(int code) {
    return switch (code) {
      case NOT_FOUND -> "exit code 127: its command was not found";
      case NOT_EXECUTABLE -> "exit code 126: its command cannot be executed";
      case SIGKILL, KILLED -> "exit code %d: it was killed (SIGKILL)".formatted(code);
      case SIGTERM -> "exit code 143: it was told to end (SIGTERM)";
      default -> "exit code " + code;
    };
  }
}
