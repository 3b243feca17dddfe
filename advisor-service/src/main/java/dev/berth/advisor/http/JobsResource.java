package dev.berth.advisor.http;

import dev.berth.advisor.DecidedJobs;
import dev.berth.advisor.RequestPublisher;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The gateway for pipelines that speak HTTP: what comes here goes to {@code berth.requests}. */
@Path("/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class JobsResource {

  private static final String SOURCE = "/berth/gateway";

  private final RequestPublisher publisher;
  private final DecidedJobs decided;
  private final CurrentTrace trace;
  private final Clock clock;

  @Inject
  JobsResource(RequestPublisher publisher, DecidedJobs decided, CurrentTrace trace, Clock clock) {
    this.publisher = publisher;
    this.decided = decided;
    this.trace = trace;
    this.clock = clock;
  }

  /** Asks for a job; the same spec twice is one job. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Ask for a job", description = "The body is a job spec.")
  @APIResponse(responseCode = "201", description = "The request is on berth.requests")
  @APIResponse(
      responseCode = "400",
      description = "The spec breaks the schema; each field is named")
  @APIResponse(
      responseCode = "409",
      description = "The id is known with another spec, or was cancelled before it was placed")
  @APIResponse(responseCode = "503", description = "Kafka does not answer")
  public Response ask(
      @RequestBody(content = @Content(schema = @Schema(implementation = JobSpec.class)))
          byte[] body) {
    return Bodies.read(
        body,
        json ->
            switch (JobSpecReader.read(json)) {
              case JobSpecReader.Invalid invalid -> Answers.invalid(invalid.violations());
              case JobSpecReader.Valid valid -> ask(valid.spec());
            });
  }

  private Response ask(JobSpec spec) {
    JobRequested requested = new JobRequested(spec);
    Optional<String> objection = decided.objection(requested);
    if (objection.isPresent()) {
      return Answers.conflict(new Violation("id", '"' + spec.id().value() + '"', objection.get()));
    }
    String cause = "http/" + UUID.nameUUIDFromBytes(EventCodec.bytes(requested));
    publisher.publish(
        new Envelope<>(
            EventId.derived(cause, EventType.JOB_REQUESTED),
            SOURCE,
            clock.instant(),
            trace.traceparent().orElse(null),
            requested));
    return Response.created(URI.create("/decisions/" + spec.id().attempt(1)))
        .entity(new Accepted(spec.id()))
        .build();
  }

  /** Asks that a job be ended. */
  @POST
  @Path("/{id}/cancel")
  @Operation(summary = "Cancel a job")
  @APIResponse(responseCode = "202", description = "The request is on berth.requests")
  @APIResponse(responseCode = "400", description = "The id is not one")
  @APIResponse(responseCode = "503", description = "Kafka does not answer")
  public Response cancel(
      @PathParam("id") String id,
      @QueryParam("reason") @DefaultValue("") String reason,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    JobId job;
    try {
      job = new JobId(id);
    } catch (IllegalArgumentException e) {
      return Answers.invalid(new Violation("id", id, String.valueOf(e.getMessage())));
    }
    String cause = "http/" + job + "/" + (key == null ? "cancel" : key);
    publisher.publish(
        new Envelope<>(
            EventId.derived(cause, EventType.JOB_CANCEL_REQUESTED),
            SOURCE,
            clock.instant(),
            trace.traceparent().orElse(null),
            new JobCancelRequested(job, reason)));
    return Response.accepted(new Accepted(job)).build();
  }
}
