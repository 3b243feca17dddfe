package dev.berth.advisor.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.advisor.CurrentFleet;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.Decisions;
import dev.berth.advisor.FleetView;
import dev.berth.advisor.Question;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Decision;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Violation;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Decisions to read, and decisions without consequences. */
@Path("/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecisionsResource {

  private final Deciding deciding;
  private final CurrentFleet fleet;
  private final Decisions log;
  private final Clock clock;

  @Inject
  DecisionsResource(Deciding deciding, CurrentFleet fleet, Decisions log, Clock clock) {
    this.deciding = deciding;
    this.fleet = fleet;
    this.log = log;
    this.clock = clock;
  }

  /** Decides a first attempt as it would be decided now, and does nothing. */
  @POST
  @Path("/dry-run")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Decide without consequences",
      description =
          "The body is a job spec, or an object of `spec` and `fleet`, the text of a fleet file.")
  @APIResponse(
      responseCode = "200",
      description = "The decision",
      content = @Content(schema = @Schema(implementation = Decision.class)))
  @APIResponse(
      responseCode = "400",
      description = "The spec or the fleet is wrong; each field is named")
  public Response dryRun(
      @RequestBody(content = @Content(schema = @Schema(implementation = DryRun.class)))
          byte[] body) {
    return Bodies.read(body, this::dryRun);
  }

  private Response dryRun(JsonNode body) {
    FleetView view = fleet.view();
    if (body.has("fleet")) {
      try {
        view = FleetView.of(FleetFile.parse(body.path("fleet").asText(), "fleet"), Map.of());
      } catch (InvalidFleetException | IllegalArgumentException e) {
        return Answers.invalid(new Violation("fleet", "", String.valueOf(e.getMessage())));
      }
    }
    JsonNode spec = body.has("spec") ? body.path("spec") : body;
    FleetView over = view;
    return switch (JobSpecReader.read(spec)) {
      case JobSpecReader.Invalid invalid -> Answers.invalid(invalid.violations());
      case JobSpecReader.Valid valid -> Response.ok(decide(valid.spec(), over)).build();
    };
  }

  private Decision decide(JobSpec spec, FleetView view) {
    return deciding.decide(
        new Question(spec.id().attempt(1), spec, AttemptHistory.NONE, clock.instant()), view);
  }

  /** The decision about one attempt. */
  @GET
  @Path("/{attempt}")
  @Operation(summary = "The decision about an attempt")
  @APIResponse(
      responseCode = "200",
      description = "The decision",
      content = @Content(schema = @Schema(implementation = Decision.class)))
  @APIResponse(responseCode = "400", description = "Not an attempt's id")
  @APIResponse(responseCode = "404", description = "No such attempt was decided")
  public Response one(@PathParam("attempt") String attempt) {
    AttemptId id;
    try {
      id = AttemptId.parse(attempt);
    } catch (IllegalArgumentException e) {
      return Answers.invalid(new Violation("attempt", attempt, String.valueOf(e.getMessage())));
    }
    return log.of(id.job()).stream()
        .filter(decision -> decision.attempt().equals(id))
        .findFirst()
        .map(decision -> Response.ok(decision).build())
        .orElseGet(() -> Answers.unknown("attempt", attempt, "no such attempt was decided"));
  }

  /** Every decision about one job. */
  @GET
  @Operation(summary = "All decisions about a job")
  @APIResponse(
      responseCode = "200",
      description = "The decisions, by attempt",
      content = @Content(schema = @Schema(implementation = Decision[].class)))
  @APIResponse(responseCode = "400", description = "Not a job's id")
  public Response all(@QueryParam("job") @Nullable String job) {
    try {
      return Response.ok(log.of(new JobId(job == null ? "" : job))).build();
    } catch (IllegalArgumentException e) {
      return Answers.invalid(
          new Violation("job", job == null ? "" : job, String.valueOf(e.getMessage())));
    }
  }
}
