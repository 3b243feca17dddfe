package dev.berth.provisioner.telemetry;

import dev.berth.provisioner.fleet.FleetWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who takes part in the group; whether the broker answers is Quarkus' own check beside
 * this one. What is wrong with the fleet is told and changes nothing: the other targets go on.
 */
@Readiness
@ApplicationScoped
public class LoopReadiness implements HealthCheck {

  private final LoopTelemetry loop;
  private final FleetWatch fleet;

  @Inject
  LoopReadiness(LoopTelemetry loop, FleetWatch fleet) {
    this.loop = loop;
    this.fleet = fleet;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("work loop")
            .status(loop.isAssigned())
            .withData("state", loop.state())
            .withData("targets", fleet.size());
    fleet.problems().forEach((where, problem) -> answer.withData("fleet." + where, problem));
    return answer.build();
  }
}
