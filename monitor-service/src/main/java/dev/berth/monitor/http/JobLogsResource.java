package dev.berth.monitor.http;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetDrivers;
import dev.berth.targets.api.TargetTroubleException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What a job's attempts have printed, straight from their targets. */
@Path("/jobs/{id}/logs")
@RunOnVirtualThread
public class JobLogsResource {

  private static final int PIECE = 16 << 10;

  private final Jobs jobs;
  private final FleetDrivers drivers;
  private final OpenStreams streams;

  @Inject
  JobLogsResource(Jobs jobs, FleetDrivers drivers, OpenStreams streams) {
    this.jobs = jobs;
    this.drivers = drivers;
    this.streams = streams;
  }

  /** One attempt's log. */
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "What an attempt has printed")
  @APIResponse(responseCode = "200", description = "The log")
  @APIResponse(responseCode = "400", description = "The id or a parameter is wrong; it is named")
  @APIResponse(responseCode = "404", description = "No such job, attempt or log is known")
  @APIResponse(responseCode = "503", description = "Not now, or too many streams; ask again")
  public Response logs(
      @PathParam("id") String id,
      @Parameter(description = "The attempt's number; the latest if not said")
          @QueryParam("attempt")
          @Nullable String attempt,
      @Parameter(description = "Whether to go on until the attempt ends")
          @QueryParam("follow")
          @DefaultValue("false")
          boolean follow,
      @Context HttpServerResponse response) {
    JobId job;
    try {
      job = new JobId(id);
    } catch (IllegalArgumentException e) {
      return Answers.invalid("id", id, String.valueOf(e.getMessage()));
    }
    if (attempt != null && !attempt.matches("[1-9][0-9]{0,4}")) {
      return Answers.invalid("attempt", attempt, "attempt is not a number from 1 to 99999");
    }
    return switch (jobs.one(job, false)) {
      case Jobs.Known<JobView>(JobView view) ->
          asked(view.attempts(), attempt)
              .map(one -> logs(one, follow, response))
              .orElseGet(() ->
                  Answers.unknown(
                      "attempt",
                      attempt == null ? "" : attempt,
                      "job '" + id + "' has no such attempt on a target"));
      case Jobs.Unknown<JobView> _ -> Answers.unknown("id", id, "no job '" + id + "' is known");
      case Jobs.NotNow<JobView>(String reason) -> Answers.notNow(reason);
    };
  }

  private static Optional<AttemptView> asked(List<AttemptView> attempts, @Nullable String number) {
    return attempts.reversed().stream()
        .filter(one -> one.target() != null)
        .filter(one -> number == null || one.id().number() == Integer.parseInt(number))
        .findFirst();
  }

  private Response logs(AttemptView view, boolean follow, HttpServerResponse response) {
    AttemptId attempt = view.id();
    Driver driver = Optional.ofNullable(view.target()).flatMap(drivers::driver).orElse(null);
    if (driver == null) {
      return Answers.notNow("target " + view.target() + " has no driver here");
    }
    OpenStreams.Place place = streams.take().orElse(null);
    if (place == null) {
      return Answers.notNow("too many streams are open");
    }
    boolean streaming = false;
    try {
      InputStream log = driver.logs(attempt, follow).orElse(null);
      if (log == null) {
        return Answers.unknown(
            "attempt", attempt.toString(), "target " + view.target() + " has no log of it");
      }
      streaming = true;
      return Response.ok(copied(log, place, response)).build();
    } catch (TargetTroubleException e) {
      return Answers.notNow("target " + view.target() + " cannot be asked: " + e.getMessage());
    } finally {
      if (!streaming) {
        place.close();
      }
    }
  }

  /** A log that prints nothing must not outlive its reader: the end of the answer interrupts it. */
  private static StreamingOutput copied(
      InputStream log, OpenStreams.Place place, HttpServerResponse response) {
    return out -> {
      Thread copying = Thread.currentThread();
      response.closeHandler(_ -> copying.interrupt());
      try (place;
          log) {
        byte[] piece = new byte[PIECE];
        for (int read = log.read(piece); read >= 0; read = log.read(piece)) {
          out.write(piece, 0, read);
          out.flush();
        }
      } finally {
        response.closeHandler(null);
      }
    };
  }
}
