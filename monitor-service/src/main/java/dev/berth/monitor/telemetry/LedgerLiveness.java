package dev.berth.monitor.telemetry;

import dev.berth.monitor.streams.StreamsRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live is what can still help itself: a stream that ended is started again, so many times. */
@Liveness
@ApplicationScoped
public class LedgerLiveness implements HealthCheck {

  private final StreamsRun run;

  @Inject
  LedgerLiveness(StreamsRun run) {
    this.run = run;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("ledger stream").status(!run.isBeyondRepair()).build();
  }
}
