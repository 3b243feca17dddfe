package dev.berth.monitor.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who reads the ledger; whether the broker answers is Quarkus' own check beside this. */
@Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {

  private final LedgerTelemetry ledger;

  @Inject
  LedgerReadiness(LedgerTelemetry ledger) {
    this.ledger = ledger;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("ledger")
        .status(ledger.isRunning())
        .withData("state", ledger.state())
        .build();
  }
}
