package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What watchers see, as events. */
public final class Observations {

  private static final String SOURCE = "/berth/monitor";

  private Observations() {}

  /**
   * An observation. The same thing seen for the first time by two watchers, or before and after a
   * restart, is one fact and has one id; seen again after something else, it is another.
   *
   * @param repeated whether something was reported of that attempt before
   */
  public static Envelope<AttemptObserved> observed(
      TargetId target, Report report, boolean repeated, Instant at) {
    String fact = report.attempt() + "/" + digest(report.observation());
    return new Envelope<>(
        EventId.derived(repeated ? fact + "/" + at : fact, EventType.ATTEMPT_OBSERVED),
        SOURCE,
        at,
        report.traceparent(),
        new AttemptObserved(report.attempt(), target, report.nativeId(), report.observation(), at));
  }

  public static Envelope<TargetObserved> reading(TargetObserved reading) {
    return about(reading.target(), EventType.TARGET_OBSERVED, reading.observedAt(), reading, "");
  }

  static Envelope<ScalingRecommended> recommended(ScalingRecommended recommended) {
    return about(
        recommended.target(),
        EventType.SCALING_RECOMMENDED,
        recommended.recommendedAt(),
        recommended,
        recommended.acceleratorKind());
  }

  private static <E extends Event> Envelope<E> about(
      TargetId target, EventType type, Instant at, E event, @Nullable String part) {
    String fact = target + "/" + (part == null ? "" : part) + "/" + at;
    return new Envelope<>(EventId.derived(fact, type), SOURCE, at, null, event);
  }

  private static UUID digest(Observation observation) {
    try {
      return UUID.nameUUIDFromBytes(Json.mapper().writeValueAsBytes(observation));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException("an observation could not be written as JSON", e);
    }
  }
}
