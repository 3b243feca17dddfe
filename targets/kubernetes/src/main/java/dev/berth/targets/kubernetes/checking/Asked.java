package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;

/** What an API server said to a question. */
sealed interface Asked {

  /** This. */
  record Told(JsonNode json) implements Asked {}

  /** That there is no such thing. */
  record Nothing() implements Asked {}

  /**
   * No.
   *
   * @param code the HTTP status, of 400 to 499
   * @param message its own words
   */
  record Refused(int code, String message) implements Asked {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Whether the account lacks the right; a refusal by admission has other words. */
    boolean lacksRight() {
      return code == FORBIDDEN && message.contains("cannot ");
    }

    boolean isUnauthorized() {
      return code == UNAUTHORIZED;
    }
  }

  /** Nothing that can be made out. */
  record Trouble(String message) implements Asked {}
}
