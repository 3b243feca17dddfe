package dev.berth.targets.api;

/**
 * Leaves the rendering of a submission half-way: the target cannot have it, however often it is
 * tried. A driver's rendering turns it into {@link NativeForm.Unfit} or its like.
 */
public final class UnfitException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * With its reason.
   *
   * @param reason why, in one sentence that names what was asked for
   */
  public UnfitException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, as it was given. */
  public String reason() {
    return reason;
  }
}
