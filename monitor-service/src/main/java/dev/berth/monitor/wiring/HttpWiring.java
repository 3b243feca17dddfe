package dev.berth.monitor.wiring;

import dev.berth.contracts.Json;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.http.HttpSettings;
import dev.berth.monitor.http.Jobs;
import dev.berth.monitor.http.OpenStreams;
import dev.berth.monitor.http.Peers;
import dev.berth.monitor.kafka.JobEvents;
import dev.berth.monitor.kafka.KafkaSettings;
import dev.berth.monitor.kafka.TargetReadings;
import dev.berth.monitor.streams.LedgerViews;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Makes what answers questions. */
public class HttpWiring {

  private static final Logger LOG = Logger.getLogger(HttpWiring.class);

  @Produces
  @Singleton
  HttpSettings settings(MonitorConfig config) {
    MonitorConfig.Http http = config.http();
    return new HttpSettings(
        http.peerTimeout(), http.examinedPerPartition(), http.heartbeat(), http.streams());
  }

  @Produces
  @Singleton
  Jobs jobs(
      LedgerViews views,
      HttpSettings settings,
      MonitorConfig config,
      LedgerPolicy policy,
      Clock clock) {
    return new Jobs(views, new Peers(settings, config.server()), settings, policy, clock);
  }

  @Produces
  @Singleton
  OpenStreams streams(HttpSettings settings) {
    return new OpenStreams(settings.streams());
  }

  @Produces
  @Singleton
  JobEvents events(KafkaSettings settings, MonitorConfig config) {
    return new JobEvents(settings, config.http().buffered());
  }

  @Produces
  @Singleton
  TargetReadings readings(KafkaSettings settings) {
    return new TargetReadings(
        settings, trouble -> LOG.warnf("Readings of targets could not be read. cause=%s", trouble));
  }

  /** What HTTP writes is what Kafka carries. */
  @Produces
  @Singleton
  com.fasterxml.jackson.databind.ObjectMapper mapper(
      @io.quarkus.arc.All java.util.List<ObjectMapperCustomizer> unused) {
    return Json.mapper();
  }
}
