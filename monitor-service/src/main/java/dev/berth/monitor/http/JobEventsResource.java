package dev.berth.monitor.http;

import dev.berth.contracts.JobId;
import dev.berth.monitor.kafka.JobEvents;
import dev.berth.monitor.kafka.Position;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A job's events, as they happened and as they happen. */
@Path("/jobs/{id}/events")
@RunOnVirtualThread
public class JobEventsResource {

  private final Jobs jobs;
  private final JobEvents events;
  private final OpenStreams streams;
  private final HttpSettings settings;
  private final Clock clock;

  @Inject
  JobEventsResource(
      Jobs jobs, JobEvents events, OpenStreams streams, HttpSettings settings, Clock clock) {
    this.jobs = jobs;
    this.events = events;
    this.streams = streams;
    this.settings = settings;
    this.clock = clock;
  }

  /** The events, from the first or from where a stream broke off. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "A job's events as a stream",
      description =
          "Server-sent events. `Last-Event-ID` goes on behind that event, on whichever replica.")
  @APIResponse(responseCode = "200", description = "The stream")
  @APIResponse(responseCode = "400", description = "The id or Last-Event-ID is not one")
  @APIResponse(responseCode = "404", description = "No such job is known")
  @APIResponse(responseCode = "503", description = "Not now, or too many streams; ask again")
  public Response tell(
      @PathParam("id") String id,
      @Parameter(description = "Whether to go on with what comes")
          @QueryParam("follow")
          @DefaultValue("true")
          boolean follow,
      @HeaderParam("Last-Event-ID") @Nullable String last) {
    JobId job;
    try {
      job = new JobId(id);
    } catch (IllegalArgumentException e) {
      return Answers.invalid("id", id, String.valueOf(e.getMessage()));
    }
    Position from;
    try {
      from = last == null || last.isEmpty() ? Position.BEGINNING : Position.parse(last);
    } catch (IllegalArgumentException e) {
      return Answers.invalid("Last-Event-ID", String.valueOf(last), String.valueOf(e.getMessage()));
    }
    return switch (jobs.one(job, false)) {
      case Jobs.Known<JobView> known ->
          streams
              .take()
              .map(place ->
                  Response.ok(stream(job, known.value().since(), from, follow, place)).build())
              .orElseGet(() -> Answers.notNow("too many streams are open"));
      case Jobs.Unknown<JobView> _ -> Answers.unknown("id", id, "no job '" + id + "' is known");
      case Jobs.NotNow<JobView>(String reason) -> Answers.notNow(reason);
    };
  }

  private StreamingOutput stream(
      JobId job, Instant since, Position from, boolean follow, OpenStreams.Place place) {
    return out -> {
      try (place) {
        events.tell(
            job, since, from, follow, new ServerSentEvents(out, settings.heartbeat(), clock));
      }
    };
  }
}
