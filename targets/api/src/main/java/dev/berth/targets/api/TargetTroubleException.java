package dev.berth.targets.api;

/** A target cannot be reached, or does not answer in time. It says nothing about any attempt. */
public final class TargetTroubleException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With what was tried and what happened. */
  public TargetTroubleException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With what was tried and what happened. */
  public TargetTroubleException(String message) {
    super(message);
  }
}
