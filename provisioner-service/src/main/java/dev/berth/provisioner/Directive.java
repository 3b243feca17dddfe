package dev.berth.provisioner;

import dev.berth.contracts.PlacedAttempt;
import java.util.SortedSet;

/** What a lane wants done next; whoever drives it has nothing left to decide. */
public sealed interface Directive {

  /** Carry the task out, and come back with {@link LaneInput.Answered}. */
  record Perform(Task task) implements Directive {}

  /**
   * Wait, the longer the more tries there were, and come back with {@link LaneInput.Due}.
   *
   * @param task what was tried
   * @param tries how often, from 1
   */
  record Retry(Task task, int tries) implements Directive {}

  /** All that follows from these events is done. */
  record Acknowledge(SortedSet<Receipt> receipts) implements Directive {}

  /** An event asks for what must not be done any more; say so where people see it. */
  record Skip(PlacedAttempt place, Staleness staleness) implements Directive {}

  /** Why an event is skipped. */
  enum Staleness {
    /** A later attempt of the job has been seen. */
    OLDER,
    /** The attempt itself has been seen to have ended, or its refusal is final. */
    ENDED
  }
}
