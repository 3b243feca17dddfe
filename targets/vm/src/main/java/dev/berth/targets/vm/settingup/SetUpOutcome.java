package dev.berth.targets.vm.settingup;

import dev.berth.contracts.FailureCategory;

/** What came of a set-up. */
public sealed interface SetUpOutcome {

  /** All machines are ready. */
  record Ready() implements SetUpOutcome {}

  /**
   * One is not.
   *
   * @param category whose retry budget it takes from
   * @param reason in one sentence
   * @param tail the last lines that the tool has printed
   */
  record Failed(FailureCategory category, String reason, String tail) implements SetUpOutcome {}
}
