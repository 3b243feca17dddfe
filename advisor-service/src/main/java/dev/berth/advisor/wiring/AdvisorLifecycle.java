package dev.berth.advisor.wiring;

import dev.berth.advisor.RequestPublisher;
import dev.berth.advisor.kafka.DecisionLoops;
import dev.berth.advisor.kafka.FleetReadings;
import dev.berth.advisor.kafka.KafkaRequestPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts the loop with the service and ends it with it. */
@Singleton
public class AdvisorLifecycle {

  private final FleetReadings fleet;
  private final DecisionLoops loops;
  private final RequestPublisher publisher;
  private final Duration shutdownTimeout;
  private @Nullable Thread readings;

  @Inject
  AdvisorLifecycle(
      FleetReadings fleet, DecisionLoops loops, RequestPublisher publisher, AdvisorConfig config) {
    this.fleet = fleet;
    this.loops = loops;
    this.publisher = publisher;
    this.shutdownTimeout = config.shutdownTimeout();
  }

  void start(@Observes StartupEvent event) {
    readings = Thread.ofPlatform().name("fleet-readings").daemon().start(fleet);
    loops.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loops.close();
    fleet.close();
    if (readings != null) {
      readings.join(shutdownTimeout);
    }
    if (publisher instanceof KafkaRequestPublisher kafka) {
      kafka.close();
    }
  }
}
