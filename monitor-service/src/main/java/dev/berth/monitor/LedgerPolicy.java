package dev.berth.monitor;

import java.time.Duration;

/**
 * The ledger's times.
 *
 * @param proofAfter how long a target must have gone without listing an attempt, between two looks
 *     that it answered, before that proves the attempt's loss; above 0
 * @param orphanGrace how long something may be seen on a target that nothing accounts for, before
 *     it is ended: events that explain it may still be under way
 * @param suspectAfter how long an attempt may go without a word after its submission before it is
 *     called suspect; nothing follows from that but that people see it
 * @param retention how long an ended job stays in the ledger; the topics stay its history
 */
public record LedgerPolicy(
    Duration proofAfter, Duration orphanGrace, Duration suspectAfter, Duration retention) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one of them is not above 0, naming it
   */
  public LedgerPolicy {
    require("proofAfter", proofAfter);
    require("orphanGrace", orphanGrace);
    require("suspectAfter", suspectAfter);
    require("retention", retention);
  }

  private static void require(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "ledger policy: " + name + " " + value + " is not above 0");
    }
  }
}
