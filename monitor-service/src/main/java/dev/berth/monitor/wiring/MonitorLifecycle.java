package dev.berth.monitor.wiring;

import dev.berth.monitor.kafka.JobEvents;
import dev.berth.monitor.kafka.KafkaPublisher;
import dev.berth.monitor.kafka.TargetReadings;
import dev.berth.monitor.streams.StreamsRun;
import dev.berth.monitor.watch.WatchSchedule;
import dev.berth.targets.api.FleetDrivers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Starts stream and watchers with the service and ends them with it. */
@Singleton
public class MonitorLifecycle {

  private static final long JOIN_MILLIS = 15_000;

  private final StreamsRun run;
  private final WatchSchedule schedule;
  private final TargetReadings readings;
  private final JobEvents events;
  private final KafkaPublisher publisher;
  private final FleetDrivers drivers;
  private List<Thread> threads = List.of();

  @Inject
  MonitorLifecycle(
      StreamsRun run,
      WatchSchedule schedule,
      TargetReadings readings,
      JobEvents events,
      KafkaPublisher publisher,
      FleetDrivers drivers) {
    this.run = run;
    this.schedule = schedule;
    this.readings = readings;
    this.events = events;
    this.publisher = publisher;
    this.drivers = drivers;
  }

  void start(@Observes StartupEvent event) {
    threads =
        List.of(
            Thread.ofPlatform().name("watch-schedule").daemon().start(schedule),
            Thread.ofPlatform().name("ledger-stream").daemon().start(run),
            Thread.ofPlatform().name("target-readings").daemon().start(readings));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    schedule.close();
    run.close();
    readings.close();
    events.close();
    for (Thread thread : threads) {
      thread.join(JOIN_MILLIS);
    }
    publisher.close();
    drivers.close();
  }
}
