package dev.berth.targets.slurm.rendering;

/** Leaves a rendering half-way; {@link Rendering} turns it into {@link Rendered.Unfit}. */
final class UnfitException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  UnfitException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
