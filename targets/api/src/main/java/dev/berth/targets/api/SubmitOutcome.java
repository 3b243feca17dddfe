package dev.berth.targets.api;

import dev.berth.contracts.FailureCategory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a target answered to a submission. */
public sealed interface SubmitOutcome {

  /**
   * It has it.
   *
   * @param nativeId what the target calls it
   * @param adopted whether it had it already
   * @param heldSince since when the attempt has what is charged for, where that was before this
   *     answer: machines that were made for it; null if it is not
   */
  record Submitted(String nativeId, boolean adopted, @Nullable Instant heldSince)
      implements SubmitOutcome {

    /** Of a target where nothing is charged for before it has taken an attempt. */
    public Submitted(String nativeId, boolean adopted) {
      this(nativeId, adopted, null);
    }
  }

  /**
   * It does not take it.
   *
   * @param category whose retry budget it takes from
   * @param reason what the target said, in one sentence
   * @param heldSince since when the attempt has had what is charged for, if it was refused only
   *     after that: machines that were made for it; null if it had nothing
   */
  record Refused(FailureCategory category, String reason, @Nullable Instant heldSince)
      implements SubmitOutcome {

    /** Of an attempt that had nothing. */
    public Refused(FailureCategory category, String reason) {
      this(category, reason, null);
    }
  }
}
