package dev.berth.provisioner;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.ProvisionEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One call to a target, or one publication. Any of them may be done twice to the same end. */
public sealed interface Task {

  /** The attempt that it is for, and where. */
  PlacedAttempt place();

  /** The trace context that it belongs to, or null. */
  @Nullable String traceparent();

  /** The same task in another trace context. */
  Task within(@Nullable String traceparent);

  /** The same task once it has been begun, and nobody knows how far it came. */
  default Task again() {
    return this;
  }

  /** A release, for whatever reason. */
  sealed interface Releasing extends Task permits Fence, MakeRefusalFinal, Release {}

  /**
   * Ask the target to make the attempt so.
   *
   * @param first whether it is certain that no submission or release of it was ever begun
   */
  record Submit(
      PlacedAttempt place, Placement placement, @Nullable String traceparent, boolean first)
      implements Task {
    @Override
    public Submit within(@Nullable String traceparent) {
      return new Submit(place, placement, traceparent, first);
    }

    @Override
    public Submit again() {
      return new Submit(place, placement, traceparent, false);
    }
  }

  /** Release an attempt because a later one is to start. */
  record Fence(PlacedAttempt place, @Nullable String traceparent) implements Releasing {
    @Override
    public Fence within(@Nullable String traceparent) {
      return new Fence(place, traceparent);
    }
  }

  /**
   * Release an attempt that the target refused, so that no later submission of it can succeed.
   *
   * @param category whose retry budget the refusal takes from
   * @param reason what the target said
   * @param heldSince since when the attempt has had what is charged for, or null if it had nothing
   */
  record MakeRefusalFinal(
      PlacedAttempt place,
      FailureCategory category,
      String reason,
      @Nullable Instant heldSince,
      @Nullable String traceparent)
      implements Releasing {
    @Override
    public MakeRefusalFinal within(@Nullable String traceparent) {
      return new MakeRefusalFinal(place, category, reason, heldSince, traceparent);
    }
  }

  /** Release an attempt that has ended. */
  record Release(PlacedAttempt place, @Nullable String traceparent) implements Releasing {
    @Override
    public Release within(@Nullable String traceparent) {
      return new Release(place, traceparent);
    }
  }

  /** Publish what came of it. */
  record Publish(PlacedAttempt place, ProvisionEvent event, @Nullable String traceparent)
      implements Task {
    @Override
    public Publish within(@Nullable String traceparent) {
      return new Publish(place, event, traceparent);
    }
  }
}
