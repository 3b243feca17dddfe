package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka records and back: CloudEvents 1.0, written in binary mode, read in binary and
 * structured mode. The trace context travels in the header {@value #TRACEPARENT}.
 */
public final class EventCodec {

  /**
   * The W3C trace context's header; in structured mode the extension attribute of the same name
   * serves as well.
   */
  public static final String TRACEPARENT = "traceparent";

  private static final Pattern TRACE_CONTEXT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final String JSON = "application/json";

  private EventCodec() {}

  /** Writes an event in binary mode, keyed by its key, for the topic of its type. */
  public static ProducerRecord<String, byte[]> encode(Envelope<?> envelope) {
    return encode(envelope, bytes(envelope.event()));
  }

  /**
   * The same for a writer that has the JSON already.
   *
   * @param json what {@link #bytes} gives for the event
   */
  public static ProducerRecord<String, byte[]> encode(Envelope<?> envelope, byte[] json) {
    EventType type = EventType.of(envelope.event());
    CloudEvent cloudEvent =
        CloudEventBuilder.v1()
            .withId(envelope.id().value())
            .withSource(URI.create(envelope.source()))
            .withType(type.wireName())
            .withSubject(envelope.event().key())
            .withTime(OffsetDateTime.ofInstant(envelope.time(), ZoneOffset.UTC))
            .withData(JSON, json)
            .build();
    ProducerRecord<String, byte[]> record =
        KafkaMessageFactory.<String>createWriter(
                type.topic().wireName(), null, null, envelope.event().key())
            .writeBinary(cloudEvent);
    String traceparent = envelope.traceparent();
    if (traceparent != null) {
      record.headers().add(TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }

  /** The JSON of an event's data, as it stands in a record's value. */
  public static byte[] bytes(Event event) {
    try {
      return Json.mapper().writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("an event of ours could not be written as JSON", e);
    }
  }

  /**
   * Reads a record. Never throws for what the record holds: what cannot be read is an answer.
   *
   * @param record any record, of whatever writer; its key is not looked at
   */
  public static Decoded decode(ConsumerRecord<?, byte[]> record) {
    if (record.value() == null) {
      return new Decoded.Unreadable("the record has no value");
    }
    CloudEvent cloudEvent;
    try {
      cloudEvent = KafkaMessageFactory.createReader(record).toEvent();
    } catch (RuntimeException e) {
      // Of any kind: the reader throws a null pointer, too, at a header without a value.
      return new Decoded.Unreadable(
          "not a CloudEvent: " + Faults.firstLine(String.valueOf(e.getMessage())));
    }
    CloudEventData content = cloudEvent.getData();
    if (content == null) {
      return new Decoded.Unreadable("the CloudEvent '" + cloudEvent.getId() + "' has no data");
    }
    return EventType.named(cloudEvent.getType())
        .map(type -> decode(cloudEvent, type, content.toBytes(), traceparent(record, cloudEvent)))
        .orElseGet(
            () -> new Decoded.Unreadable("type '" + cloudEvent.getType() + "' is not known"));
  }

  private static Decoded decode(
      CloudEvent cloudEvent, EventType type, byte[] json, @Nullable String traceparent) {
    try {
      EventId id = new EventId(cloudEvent.getId());
      if (type == EventType.JOB_REQUESTED) {
        return requested(cloudEvent, id, json, traceparent);
      }
      Event event = Json.mapper().readValue(json, type.record());
      return event == null
          ? new Decoded.Unreadable(type.wireName() + ": the data is null")
          : readable(cloudEvent, id, event, traceparent);
    } catch (JsonProcessingException e) {
      return new Decoded.Unreadable(type.wireName() + ": " + Faults.sentence(e));
    } catch (IOException | IllegalArgumentException e) {
      return new Decoded.Unreadable(type.wireName() + ": " + e.getMessage());
    }
  }

  /**
   * A job's spec is the one part that people write, so it is checked by its schema, field by field.
   */
  private static Decoded requested(
      CloudEvent cloudEvent, EventId id, byte[] json, @Nullable String traceparent)
      throws IOException {
    JsonNode spec = Json.mapper().readTree(json).path("spec");
    return switch (JobSpecReader.read(spec)) {
      case JobSpecReader.Valid valid ->
          readable(cloudEvent, id, new JobRequested(valid.spec()), traceparent);
      case JobSpecReader.Invalid invalid ->
          invalid.id() == null
              ? new Decoded.Unreadable(
                  invalid.violations().stream()
                      .map(Violation::message)
                      .collect(Collectors.joining("; ", cloudEvent.getType() + ": ", "")))
              : new Decoded.InvalidSpec(
                  new JobRefused(invalid.id(), RefusalCause.INVALID_SPEC, invalid.violations()),
                  id,
                  traceparent);
    };
  }

  private static Decoded readable(
      CloudEvent cloudEvent, EventId id, Event event, @Nullable String traceparent) {
    OffsetDateTime time = cloudEvent.getTime();
    return new Decoded.Understood(
        new Envelope<>(
            id,
            cloudEvent.getSource().toString(),
            time == null ? Instant.EPOCH : time.toInstant(),
            traceparent,
            event));
  }

  private static @Nullable String traceparent(ConsumerRecord<?, byte[]> record, CloudEvent event) {
    Header header = record.headers().lastHeader(TRACEPARENT);
    if (header != null && header.value() != null) {
      return traceparent(new String(header.value(), StandardCharsets.UTF_8));
    }
    Object extension = event.getExtension(TRACEPARENT);
    return extension == null ? null : traceparent(extension.toString());
  }

  // W3C: what cannot be read is as good as none. It goes on into environments and labels.
  private static @Nullable String traceparent(String text) {
    return TRACE_CONTEXT.matcher(text).matches() ? text : null;
  }
}
