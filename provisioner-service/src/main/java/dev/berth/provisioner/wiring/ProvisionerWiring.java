package dev.berth.provisioner.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.contracts.Brokers;
import dev.berth.contracts.Json;
import dev.berth.provisioner.Backoff;
import dev.berth.provisioner.Performing;
import dev.berth.provisioner.fleet.FleetWatch;
import dev.berth.provisioner.kafka.KafkaOutcomes;
import dev.berth.provisioner.kafka.LoopSettings;
import dev.berth.provisioner.running.Lanes;
import dev.berth.provisioner.running.RunningSettings;
import dev.berth.provisioner.telemetry.CallLog;
import dev.berth.provisioner.telemetry.CallMeters;
import dev.berth.provisioner.telemetry.CallTelemetry;
import dev.berth.provisioner.telemetry.LaneTelemetry;
import dev.berth.provisioner.telemetry.LoopTelemetry;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetDrivers;
import dev.berth.targets.api.FleetSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the parts. */
public class ProvisionerWiring {

  private static final Logger LOG = Logger.getLogger(ProvisionerWiring.class);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  LoopSettings settings(
      ProvisionerConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new LoopSettings(
        Brokers.of(kafka),
        config.group(),
        config.instance(),
        config.unfinishedPerPartition(),
        config.recordsPerPoll(),
        config.sessionTimeout(),
        config.pollTimeout(),
        config.commitInterval(),
        config.publishTimeout(),
        config.pause(),
        config.drain());
  }

  @Produces
  @Singleton
  FleetWatch fleet(ProvisionerConfig config, @ConfigProperty(name = "berth.fleet") Path file) {
    return new FleetWatch(
        new FleetDrivers(new FleetSource(file), Drivers.onClassPath()),
        config.fleetInterval(),
        problems -> {
          if (problems.isEmpty()) {
            LOG.info("The fleet is as its file says.");
          } else {
            LOG.errorf("Something is wrong with the fleet. problems=%s", problems);
          }
        });
  }

  @Produces
  @Singleton
  KafkaOutcomes outcomes(LoopSettings settings) {
    return new KafkaOutcomes(settings);
  }

  @Produces
  @Singleton
  Lanes lanes(
      ProvisionerConfig config,
      FleetWatch fleet,
      KafkaOutcomes outcomes,
      Tracer tracer,
      MeterRegistry meters,
      Clock clock) {
    Lanes lanes =
        new Lanes(
            new CallTelemetry(
                new Performing(fleet, outcomes, clock),
                tracer,
                new CallMeters(meters, new CallLog())),
            new RunningSettings(
                config.callsPerTarget(),
                config.rememberedJobs(),
                new Backoff(config.retryInitial(), config.retryMaximum())),
            new LaneTelemetry(meters),
            clock);
    meters.gauge("berth.releases.outstanding", lanes, Lanes::releasesOutstanding);
    meters.gauge("berth.lanes.working", lanes, working -> working.working().size());
    return lanes;
  }

  @Produces
  @Singleton
  LoopTelemetry telemetry(MeterRegistry meters) {
    return new LoopTelemetry(meters);
  }

  /** What HTTP writes is what Kafka carries. */
  @Produces
  @Singleton
  ObjectMapper mapper(@All List<ObjectMapperCustomizer> unused) {
    return Json.mapper();
  }
}
