package dev.berth.advisor.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who decides; whether the broker answers is Quarkus' own check beside this one. */
@Readiness
@ApplicationScoped
public class LoopReadiness implements HealthCheck {

  private final LoopTelemetry loop;

  @Inject
  LoopReadiness(LoopTelemetry loop) {
    this.loop = loop;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("decision loop")
        .status(loop.isJoined())
        .withData("state", loop.state())
        .build();
  }
}
