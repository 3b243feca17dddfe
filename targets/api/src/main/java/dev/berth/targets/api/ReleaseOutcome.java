package dev.berth.targets.api;

/** What a target answered to a release. */
public sealed interface ReleaseOutcome {

  /**
   * Nothing of the attempt is there, nor can it come any more.
   *
   * @param evidence what the target said, in one sentence
   */
  record Released(String evidence) implements ReleaseOutcome {}

  /**
   * The target is at it; ask again.
   *
   * @param waitingFor what is still there, in one sentence
   */
  record Releasing(String waitingFor) implements ReleaseOutcome {}
}
