package dev.berth.provisioner.wiring;

import dev.berth.provisioner.fleet.FleetWatch;
import dev.berth.provisioner.kafka.KafkaOutcomes;
import dev.berth.provisioner.kafka.LoopSettings;
import dev.berth.provisioner.kafka.WorkLoop;
import dev.berth.provisioner.running.Lanes;
import dev.berth.provisioner.telemetry.LoopTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Starts the loop with the service and ends it with it. */
@Singleton
public class ProvisionerLifecycle {

  private final FleetWatch fleet;
  private final Lanes lanes;
  private final KafkaOutcomes outcomes;
  private final WorkLoop loop;
  private final LoopSettings settings;
  private @Nullable Thread running;

  @Inject
  ProvisionerLifecycle(
      LoopSettings settings,
      FleetWatch fleet,
      Lanes lanes,
      KafkaOutcomes outcomes,
      LoopTelemetry telemetry,
      Clock clock) {
    this.settings = settings;
    this.fleet = fleet;
    this.lanes = lanes;
    this.outcomes = outcomes;
    this.loop = new WorkLoop(settings, lanes, outcomes, telemetry, clock);
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().name("fleet-watch").daemon().start(fleet);
    running = Thread.ofPlatform().name("work-loop").daemon().start(loop);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.close();
    if (running != null) {
      running.join(settings.drain().plus(settings.sessionTimeout()).toMillis());
    }
    lanes.close();
    fleet.close();
    outcomes.close();
  }
}
