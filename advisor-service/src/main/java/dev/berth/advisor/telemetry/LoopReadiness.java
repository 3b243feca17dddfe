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
    LoopState state = loop.state();
    return HealthCheckResponse.named("decision loop")
        .status(state instanceof LoopState.Deciding)
        .withData("state", state.toString())
        .build();
  }
}
