package dev.berth.monitor.http;

import dev.berth.monitor.kafka.TargetReadings;
import dev.berth.targets.api.FleetDrivers;
import dev.berth.targets.api.Target;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The targets of the fleet and what they said last. */
@Path("/targets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TargetsResource {

  private final FleetDrivers drivers;
  private final TargetReadings readings;

  @Inject
  TargetsResource(FleetDrivers drivers, TargetReadings readings) {
    this.drivers = drivers;
    this.readings = readings;
  }

  /** Every target that the fleet file names, in its order. */
  @GET
  @Operation(summary = "List targets")
  @APIResponse(responseCode = "200", description = "The targets")
  public List<TargetView> list() {
    return drivers.fleet().targets().stream().map(this::view).toList();
  }

  private TargetView view(Target target) {
    return TargetView.of(
        target, drivers.problems().get(target.id()), readings.of(target.id()).orElse(null));
  }
}
