package dev.berth.advisor.wiring;

import dev.berth.advisor.Deciding;
import dev.berth.advisor.PolicyFile;
import dev.berth.advisor.RequestPublisher;
import dev.berth.advisor.http.CurrentTrace;
import dev.berth.advisor.kafka.DecisionLog;
import dev.berth.advisor.kafka.FleetReadings;
import dev.berth.advisor.kafka.KafkaRequestPublisher;
import dev.berth.advisor.kafka.LoopSettings;
import dev.berth.advisor.kafka.Shards;
import dev.berth.advisor.telemetry.LoopTelemetry;
import dev.berth.advisor.telemetry.SpanTrace;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the parts. */
public class AdvisorWiring {

  private static final Logger LOG = Logger.getLogger(AdvisorWiring.class);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  LoopSettings settings(
      AdvisorConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    return new LoopSettings(
        brokers,
        config.group(),
        config.instance(),
        config.recordsPerTurn(),
        config.transactionTimeout(),
        config.sessionTimeout(),
        config.pollTimeout(),
        config.rebuildTimeout(),
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
    return new FleetReadings(
        settings,
        new FleetSource(file),
        trouble -> LOG.warnf("Readings of targets could not be read. cause=%s", trouble));
  }

  @Produces
  @Singleton
  Shards shards() {
    return new Shards();
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
  LoopTelemetry telemetry(MeterRegistry meters, Clock clock) {
    return new LoopTelemetry(meters, clock);
  }

  @Produces
  @Singleton
  CurrentTrace trace() {
    return new SpanTrace();
  }

  /** What HTTP writes is what Kafka carries. */
  @Produces
  @Singleton
  com.fasterxml.jackson.databind.ObjectMapper mapper(
      @io.quarkus.arc.All java.util.List<ObjectMapperCustomizer> unused) {
    return Json.mapper();
  }
}
