package dev.berth.targets.api;

import dev.berth.contracts.FailureCategory;

/** What a target answered to a submission. */
public sealed interface SubmitOutcome {

  /**
   * It has it.
   *
   * @param nativeId what the target calls it
   * @param adopted whether it had it already
   */
  record Submitted(String nativeId, boolean adopted) implements SubmitOutcome {}

  /**
   * It does not take it.
   *
   * @param category whose retry budget it takes from
   * @param reason what the target said, in one sentence
   */
  record Refused(FailureCategory category, String reason) implements SubmitOutcome {}
}
