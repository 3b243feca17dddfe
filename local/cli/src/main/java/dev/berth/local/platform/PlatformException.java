package dev.berth.local.platform;

/** The platform could not be started or ended as asked; the message is for the person who asked. */
public final class PlatformException extends Exception {

  private static final long serialVersionUID = 1;

  /** With that message. */
  public PlatformException(String message) {
    super(message);
  }

  /** With that message, because of that. */
  public PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
