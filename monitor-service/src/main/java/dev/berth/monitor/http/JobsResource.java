package dev.berth.monitor.http;

import dev.berth.contracts.JobId;
import dev.berth.monitor.JobPhase;
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
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Jobs as the ledger has them. */
@Path("/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class JobsResource {

  private static final int MAXIMUM_LIMIT = 500;

  private final Jobs jobs;

  @Inject
  JobsResource(Jobs jobs) {
    this.jobs = jobs;
  }

  /** Jobs in the order of their ids. */
  @GET
  @Operation(summary = "List jobs")
  @APIResponse(responseCode = "200", description = "A page; `cursor` is where to go on")
  @APIResponse(responseCode = "400", description = "A parameter is wrong; it is named")
  @APIResponse(responseCode = "503", description = "Replicas share their work out anew; ask again")
  public Response list(
      @Parameter(description = "Only jobs in this phase") @QueryParam("phase")
          @Nullable String phase,
      @Parameter(description = "Only this team's jobs") @QueryParam("team") @Nullable String team,
      @Parameter(description = "Go on where a page ended") @QueryParam("cursor")
          @Nullable String cursor,
      @Parameter(description = "How many jobs at most, from 1 to 500")
          @QueryParam("limit")
          @DefaultValue("100")
          String limit,
      @Parameter(hidden = true) @HeaderParam(Peers.ASKED_BY) @Nullable String peer) {
    Optional<JobPhase> asked =
        Arrays.stream(JobPhase.values()).filter(one -> one.toString().equals(phase)).findFirst();
    if (phase != null && asked.isEmpty()) {
      return Answers.invalid(
          "phase", phase, "phase is none of " + Arrays.toString(JobPhase.values()));
    }
    if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MAXIMUM_LIMIT) {
      return Answers.invalid("limit", limit, "limit is not a number from 1 to " + MAXIMUM_LIMIT);
    }
    JobId begin;
    try {
      begin = cursor == null ? null : new JobId(cursor);
    } catch (IllegalArgumentException e) {
      return Answers.invalid("cursor", String.valueOf(cursor), String.valueOf(e.getMessage()));
    }
    JobFilter filter = new JobFilter(asked.orElse(null), team);
    return switch (jobs.page(filter, begin, Integer.parseInt(limit), peer != null)) {
      case Jobs.Known<JobPage>(JobPage page) -> Response.ok(page).build();
      case Jobs.Unknown<JobPage> _ -> Answers.notNow("no page");
      case Jobs.NotNow<JobPage>(String reason) -> Answers.notNow(reason);
    };
  }

  /** One job: where it stands, its attempts, its budgets, and what it waits for. */
  @GET
  @Path("/{id}")
  @Operation(summary = "One job")
  @APIResponse(responseCode = "200", description = "The job")
  @APIResponse(responseCode = "400", description = "Not a job's id")
  @APIResponse(responseCode = "404", description = "No such job is known")
  @APIResponse(responseCode = "503", description = "Replicas share their work out anew; ask again")
  public Response one(
      @PathParam("id") String id,
      @Parameter(hidden = true) @HeaderParam(Peers.ASKED_BY) @Nullable String peer) {
    JobId job;
    try {
      job = new JobId(id);
    } catch (IllegalArgumentException e) {
      return Answers.invalid("id", id, String.valueOf(e.getMessage()));
    }
    return switch (jobs.one(job, peer != null)) {
      case Jobs.Known<JobView>(JobView view) -> Response.ok(view).build();
      case Jobs.Unknown<JobView> _ -> Answers.unknown("id", id, "no job '" + id + "' is known");
      case Jobs.NotNow<JobView>(String reason) -> Answers.notNow(reason);
    };
  }
}
