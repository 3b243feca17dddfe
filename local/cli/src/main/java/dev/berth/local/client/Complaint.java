package dev.berth.local.client;

/** Ends a command; its message is for the person who gave it, and its code for a program. */
public final class Complaint extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode code;

  /** With that code and message. */
  public Complaint(ExitCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** What the command's exit code will be. */
  public ExitCode code() {
    return code;
  }
}
