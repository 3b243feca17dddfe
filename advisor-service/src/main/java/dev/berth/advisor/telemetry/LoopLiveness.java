package dev.berth.advisor.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A loop in trouble helps itself; one that has ended does not. */
@Liveness
@ApplicationScoped
public class LoopLiveness implements HealthCheck {

  private final LoopTelemetry loop;

  @Inject
  LoopLiveness(LoopTelemetry loop) {
    this.loop = loop;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("decision loop runs")
        .status(!(loop.state() instanceof LoopState.Ended))
        .build();
  }
}
