package dev.berth.monitor.wiring;

import dev.berth.contracts.Brokers;
import dev.berth.monitor.kafka.KafkaPublisher;
import dev.berth.monitor.kafka.KafkaSettings;
import dev.berth.monitor.telemetry.WatchTelemetry;
import dev.berth.monitor.watch.WatchSchedule;
import dev.berth.monitor.watch.WatchSettings;
import dev.berth.monitor.watch.Watched;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetDrivers;
import dev.berth.targets.api.FleetSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the watchers and what they need. */
public class WatchWiring {

  @Produces
  @Singleton
  FleetDrivers drivers(@ConfigProperty(name = "berth.fleet") Path file) {
    return new FleetDrivers(new FleetSource(file), Drivers.onClassPath());
  }

  @Produces
  @Singleton
  KafkaSettings settings(
      MonitorConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new KafkaSettings(
        Brokers.of(kafka),
        config.instance(),
        config.watch().publishTimeout(),
        config.watch().publishMemory().asLongValue(),
        config.http().pollTimeout(),
        config.streams().pause());
  }

  @Produces
  @Singleton
  KafkaPublisher publisher(KafkaSettings settings) {
    return new KafkaPublisher(settings);
  }

  @Produces
  @Singleton
  WatchSchedule schedule(
      MonitorConfig config,
      FleetDrivers drivers,
      Watched watched,
      KafkaPublisher publisher,
      MeterRegistry meters,
      Clock clock) {
    MonitorConfig.Watch watch = config.watch();
    return new WatchSchedule(
        drivers,
        watched,
        publisher,
        new WatchSettings(
            watch.lookInterval(),
            watch.readingInterval(),
            watch.strayInterval(),
            watch.fleetInterval(),
            watch.callTimeout()),
        new WatchTelemetry(meters, watched),
        clock,
        () -> ThreadLocalRandom.current().nextDouble());
  }
}
