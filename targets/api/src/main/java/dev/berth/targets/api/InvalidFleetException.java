package dev.berth.targets.api;

import org.jspecify.annotations.Nullable;

/** The fleet file says something that it must not; the message names the field and the place. */
public final class InvalidFleetException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With what is wrong and where. */
  public InvalidFleetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
