package dev.berth.advisor.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.PolicyFile;
import dev.berth.advisor.RequestPublisher;
import dev.berth.advisor.http.CurrentTrace;
import dev.berth.advisor.kafka.DecisionLog;
import dev.berth.advisor.kafka.DecisionLoops;
import dev.berth.advisor.kafka.FleetReadings;
import dev.berth.advisor.kafka.KafkaRequestPublisher;
import dev.berth.advisor.kafka.LoopSettings;
import dev.berth.advisor.telemetry.AdvisingTelemetry;
import dev.berth.advisor.telemetry.FleetLines;
import dev.berth.advisor.telemetry.LoopTelemetry;
import dev.berth.advisor.telemetry.SpanTrace;
import dev.berth.contracts.Brokers;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the parts. */
public class AdvisorWiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  LoopSettings settings(
      AdvisorConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new LoopSettings(
        Brokers.of(kafka),
        config.group(),
        config.instance(),
        config.recordsPerTurn(),
        config.transactionTimeout(),
        config.sessionTimeout(),
        config.pollTimeout(),
        config.rebuildTimeout(),
        config.askTimeout(),
        config.closeTimeout(),
        config.pause());
  }

  @Produces
  @Singleton
  Deciding deciding(AdvisorConfig config) {
    return new Deciding(config.policy().map(PolicyFile::read).orElseGet(PolicyFile::builtIn));
  }

  @Produces
  @Singleton
  FleetReadings fleet(LoopSettings settings, @ConfigProperty(name = "berth.fleet") Path file) {
    return new FleetReadings(settings, new FleetSource(file), new FleetLines());
  }

  @Produces
  @Singleton
  DecisionLoops loops(
      AdvisorConfig config,
      LoopSettings settings,
      Deciding deciding,
      FleetReadings fleet,
      LoopTelemetry telemetry,
      Tracer tracer,
      Clock clock) {
    return new DecisionLoops(
        config.loops(),
        settings,
        deciding,
        fleet::caughtUp,
        shard -> new AdvisingTelemetry(shard, tracer),
        telemetry::of,
        config.shutdownTimeout(),
        clock);
  }

  @Produces
  @Singleton
  DecisionLog log(LoopSettings settings) {
    return new DecisionLog(settings);
  }

  @Produces
  @Singleton
  RequestPublisher publisher(LoopSettings settings, AdvisorConfig config) {
    return new KafkaRequestPublisher(settings, config.publishTimeout());
  }

  @Produces
  @Singleton
  LoopTelemetry telemetry(MeterRegistry meters, AdvisorConfig config, Clock clock) {
    return new LoopTelemetry(meters, config.loops(), clock);
  }

  @Produces
  @Singleton
  CurrentTrace trace() {
    return new SpanTrace();
  }

  /** What HTTP writes is what Kafka carries. */
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return Json.mapper();
  }
}
