package dev.berth.monitor.http;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Topic;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a job, as CloudEvents name its parts.
 *
 * @param id the event's
 * @param source who wrote it
 * @param type its versioned name
 * @param time when it was written
 * @param topic where it stands
 * @param traceparent the trace context that it belongs to, or null
 * @param data the fact
 */
@RegisterForReflection
public record EventView(
    EventId id,
    String source,
    String type,
    Instant time,
    String topic,
    @Nullable String traceparent,
    Event data) {

  static EventView of(Topic topic, Envelope<?> event) {
    return new EventView(
        event.id(),
        event.source(),
        EventType.of(event.event()).wireName(),
        event.time(),
        topic.wireName(),
        event.traceparent(),
        event.event());
  }
}
