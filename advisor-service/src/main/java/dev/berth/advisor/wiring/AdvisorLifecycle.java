package dev.berth.advisor.wiring;

import dev.berth.advisor.Deciding;
import dev.berth.advisor.RequestPublisher;
import dev.berth.advisor.kafka.DecisionLoop;
import dev.berth.advisor.kafka.FleetReadings;
import dev.berth.advisor.kafka.KafkaRequestPublisher;
import dev.berth.advisor.kafka.LoopSettings;
import dev.berth.advisor.kafka.Shards;
import dev.berth.advisor.telemetry.AdvisingTelemetry;
import dev.berth.advisor.telemetry.LoopTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the loop with the service and ends it with it. */
@Singleton
public class AdvisorLifecycle {

  private final FleetReadings fleet;
  private final DecisionLoop loop;
  private final RequestPublisher publisher;
  private final Duration shutdownTimeout;
  private @Nullable List<Thread> threads;

  @Inject
  AdvisorLifecycle(
      LoopSettings settings,
      Deciding deciding,
      FleetReadings fleet,
      Shards shards,
      LoopTelemetry telemetry,
      Tracer tracer,
      RequestPublisher publisher,
      AdvisorConfig config,
      Clock clock) {
    this.fleet = fleet;
    this.publisher = publisher;
    this.shutdownTimeout = config.shutdownTimeout();
    this.loop =
        new DecisionLoop(
            settings,
            deciding,
            fleet::caughtUp,
            shards,
            shard -> new AdvisingTelemetry(shard, tracer),
            telemetry,
            clock);
  }

  void start(@Observes StartupEvent event) {
    threads =
        List.of(
            Thread.ofPlatform().name("fleet-readings").daemon().start(fleet),
            Thread.ofPlatform().name("decision-loop").daemon().start(loop));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.close();
    fleet.close();
    for (Thread thread : threads == null ? List.<Thread>of() : threads) {
      thread.join(shutdownTimeout);
    }
    if (publisher instanceof KafkaRequestPublisher kafka) {
      kafka.close();
    }
  }
}
