package dev.berth.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Topic;
import dev.berth.local.traces.Traceparent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record for {@code berth.requests}, at the beginning of a trace of its own.
 *
 * @param job the job that it names; empty if nobody looked
 * @param traceparent the trace that it begins
 * @param record as it is written
 */
public record Request(String job, Traceparent traceparent, ProducerRecord<String, byte[]> record) {

  private static final String SOURCE = "/berth/cli";
  private static final String CONTENT_TYPE = "content-type";
  private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

  /**
   * A spec as a CloudEvent in binary mode, or a CloudEvent as it is.
   *
   * @throws Complaint if the input is no JSON, or the spec breaks the schema, with every breach
   */
  public static Request checked(Input input) throws IOException {
    Traceparent trace = Traceparent.fresh(new SecureRandom());
    JsonNode json = input.json();
    if (Input.isCloudEvent(json)) {
      String job = json.path("data").path("spec").path("id").asText(json.path("subject").asText());
      return new Request(job, trace, structured(job, input.bytes(), trace));
    }
    JobSpec spec = input.spec();
    Envelope<JobRequested> envelope =
        new Envelope<>(
            new EventId(UUID.randomUUID().toString()),
            SOURCE,
            Instant.now(),
            trace.toString(),
            new JobRequested(spec));
    return new Request(spec.id().value(), trace, EventCodec.encode(envelope));
  }

  /** The bytes as they are, called a structured CloudEvent. */
  public static Request unchecked(Input input) {
    Traceparent trace = Traceparent.fresh(new SecureRandom());
    return new Request("", trace, structured("", input.bytes(), trace));
  }

  private static ProducerRecord<String, byte[]> structured(
      String job, byte[] bytes, Traceparent trace) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.REQUESTS.wireName(), job.isEmpty() ? null : job, bytes);
    record.headers().add(CONTENT_TYPE, STRUCTURED.getBytes(StandardCharsets.UTF_8));
    record.headers().add(EventCodec.TRACEPARENT, trace.toString().getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
