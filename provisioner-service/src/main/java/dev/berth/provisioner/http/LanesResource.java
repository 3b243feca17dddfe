package dev.berth.provisioner.http;

import dev.berth.contracts.JobId;
import dev.berth.contracts.Violation;
import dev.berth.provisioner.LaneState;
import dev.berth.provisioner.running.Lanes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The jobs that this replica has work for. */
@Path("/lanes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LanesResource {

  private static final int MAXIMUM_LIMIT = 1_000;

  private final Lanes lanes;

  @Inject
  LanesResource(Lanes lanes) {
    this.lanes = lanes;
  }

  /** What is in work, what each waits for, since when, and how often it was tried. */
  @GET
  @Operation(summary = "Jobs in work at this replica, by job id")
  @APIResponse(
      responseCode = "200",
      description = "What each waits for, since when, and how often it was tried",
      content = @Content(schema = @Schema(implementation = LanesView.class)))
  @APIResponse(
      responseCode = "400",
      description = "The limit is out of bounds",
      content = @Content(schema = @Schema(implementation = Refused.class)))
  public Response all(@QueryParam("limit") @DefaultValue("100") String limit) {
    if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MAXIMUM_LIMIT) {
      Violation violation =
          new Violation("limit", limit, "a number from 1 to " + MAXIMUM_LIMIT + " is expected");
      return Response.status(Response.Status.BAD_REQUEST)
          .entity(new Refused(List.of(violation)))
          .build();
    }
    Map<JobId, LaneState> working = lanes.working();
    List<LaneView> first =
        working.entrySet().stream()
            .limit(Integer.parseInt(limit))
            .map(entry -> view(entry.getKey(), entry.getValue()))
            .toList();
    return Response.ok(new LanesView(working.size(), first)).build();
  }

  private static LaneView view(JobId job, LaneState state) {
    return new LaneView(job, state.courses().values().stream().map(CourseView::of).toList());
  }
}
