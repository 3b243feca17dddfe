package dev.berth.contracts;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every event's versioned name, record and topic: the list from which codec, samples and
 * documentation are made.
 */
public enum EventType {
  /** See {@link dev.berth.contracts.JobRequested}. */
  JOB_REQUESTED("job.requested.v1", JobRequested.class, Topic.REQUESTS),
  /** See {@link dev.berth.contracts.JobRescheduleRequested}. */
  JOB_RESCHEDULE_REQUESTED(
      "job.reschedule-requested.v1", JobRescheduleRequested.class, Topic.REQUESTS),
  /** See {@link dev.berth.contracts.JobCancelRequested}. */
  JOB_CANCEL_REQUESTED("job.cancel-requested.v1", JobCancelRequested.class, Topic.REQUESTS),
  /** See {@link dev.berth.contracts.JobPlaced}. */
  JOB_PLACED("job.placed.v1", JobPlaced.class, Topic.DECISIONS),
  /** See {@link dev.berth.contracts.JobUnplaceable}. */
  JOB_UNPLACEABLE("job.unplaceable.v1", JobUnplaceable.class, Topic.DECISIONS),
  /** See {@link dev.berth.contracts.JobRefused}. */
  JOB_REFUSED("job.refused.v1", JobRefused.class, Topic.DECISIONS),
  /** See {@link dev.berth.contracts.AttemptSubmitted}. */
  ATTEMPT_SUBMITTED("attempt.submitted.v1", AttemptSubmitted.class, Topic.PROVISIONS),
  /** See {@link dev.berth.contracts.AttemptRefused}. */
  ATTEMPT_REFUSED("attempt.refused.v1", AttemptRefused.class, Topic.PROVISIONS),
  /** See {@link dev.berth.contracts.AttemptReleased}. */
  ATTEMPT_RELEASED("attempt.released.v1", AttemptReleased.class, Topic.PROVISIONS),
  /** See {@link dev.berth.contracts.AttemptObserved}. */
  ATTEMPT_OBSERVED("attempt.observed.v1", AttemptObserved.class, Topic.HEALTH),
  /** See {@link dev.berth.contracts.AttemptEnded}. */
  ATTEMPT_ENDED("attempt.ended.v1", AttemptEnded.class, Topic.HEALTH),
  /** See {@link dev.berth.contracts.JobSucceeded}. */
  JOB_SUCCEEDED("job.succeeded.v1", JobSucceeded.class, Topic.HEALTH),
  /** See {@link dev.berth.contracts.JobFailed}. */
  JOB_FAILED("job.failed.v1", JobFailed.class, Topic.HEALTH),
  /** See {@link dev.berth.contracts.JobCancelled}. */
  JOB_CANCELLED("job.cancelled.v1", JobCancelled.class, Topic.HEALTH),
  /** See {@link dev.berth.contracts.TargetObserved}. */
  TARGET_OBSERVED("target.observed.v1", TargetObserved.class, Topic.TARGETS),
  /** See {@link dev.berth.contracts.ScalingRecommended}. */
  SCALING_RECOMMENDED("scaling.recommended.v1", ScalingRecommended.class, Topic.SCALING);

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

  private static final Map<Class<?>, EventType> BY_RECORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(EventType::record, Function.identity()));

  private final String wireName;
  private final Class<? extends Event> record;
  private final Topic topic;

  EventType(String wireName, Class<? extends Event> record, Topic topic) {
    this.wireName = wireName;
    this.record = record;
    this.topic = topic;
  }

  /** The CloudEvents type, with its version. */
  public String wireName() {
    return wireName;
  }

  /** The record that the JSON is read into. */
  public Class<? extends Event> record() {
    return record;
  }

  /** Where it is written. */
  public Topic topic() {
    return topic;
  }

  /** The type of that name, if there is one. */
  public static Optional<EventType> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }

  /** The type of an event. */
  public static EventType of(Event event) {
    EventType type = BY_RECORD.get(event.getClass());
    if (type == null) {
      throw new IllegalStateException(event.getClass().getName() + " is missing in EventType");
    }
    return type;
  }
}
