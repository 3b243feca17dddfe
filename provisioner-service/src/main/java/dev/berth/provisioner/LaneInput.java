package dev.berth.provisioner;

import dev.berth.contracts.JobId;
import dev.berth.contracts.PlacedAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What moves a lane. */
public sealed interface LaneInput {

  /** The job whose lane it moves. */
  JobId job();

  /** When it came. */
  Instant at();

  /**
   * {@code job.placed} was read.
   *
   * @param placement what it asks for
   * @param traceparent the event's trace context, or null
   * @param receipt what it came with
   * @param decided when the decision was made, by the clock of who made it
   * @param first whether it is certain that nobody has acted on this event before: it was written
   *     after this replica came to its partition, and nothing that was heard of its job since the
   *     decision has been forgotten
   */
  record Placed(
      Placement placement,
      @Nullable String traceparent,
      Receipt receipt,
      Instant decided,
      boolean first,
      Instant at)
      implements LaneInput {

    /** The same of which something may have been forgotten. */
    public Placed notFirst() {
      return new Placed(placement, traceparent, receipt, decided, false, at);
    }

    @Override
    public JobId job() {
      return placement.place().attempt().job();
    }
  }

  /**
   * {@code attempt.ended} was read.
   *
   * @param place the attempt and its target
   * @param traceparent the event's trace context, or null
   * @param receipt what it came with
   */
  record Ended(PlacedAttempt place, @Nullable String traceparent, Receipt receipt, Instant at)
      implements LaneInput {
    @Override
    public JobId job() {
      return place.attempt().job();
    }
  }

  /**
   * A task was carried out, well or not.
   *
   * @param task the task, as the lane gave it
   * @param answer what came of it
   */
  record Answered(Task task, Answer answer) implements LaneInput {
    @Override
    public JobId job() {
      return task.place().attempt().job();
    }

    @Override
    public Instant at() {
      return answer.at();
    }
  }

  /**
   * The wait that a {@link Directive.Retry} asked for is over.
   *
   * @param task as the directive said
   * @param tries as the directive said; a wait that something else has ended meanwhile is ignored
   */
  record Due(Task task, int tries, Instant at) implements LaneInput {
    @Override
    public JobId job() {
      return task.place().attempt().job();
    }
  }
}
