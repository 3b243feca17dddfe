package dev.berth.monitor.wiring;

import dev.berth.contracts.Brokers;
import dev.berth.monitor.Folding;
import dev.berth.monitor.Ledger;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.streams.LedgerTopology;
import dev.berth.monitor.streams.LedgerViews;
import dev.berth.monitor.streams.StreamsRun;
import dev.berth.monitor.streams.StreamsSettings;
import dev.berth.monitor.streams.TimerSettings;
import dev.berth.monitor.telemetry.FoldingTelemetry;
import dev.berth.monitor.telemetry.LedgerTelemetry;
import dev.berth.monitor.watch.Watched;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Makes the ledger and its stream. Which extension does not start it, and why: decision 0004. */
public class StreamsWiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  LedgerPolicy policy(MonitorConfig config) {
    MonitorConfig.LedgerTimes times = config.ledger();
    return new LedgerPolicy(
        times.proofAfter(), times.orphanGrace(), times.suspectAfter(), times.retention());
  }

  @Produces
  @Singleton
  Folding folding(LedgerPolicy policy, Tracer tracer, MeterRegistry meters) {
    return new FoldingTelemetry(Folding.by(new Ledger(policy)), tracer, meters);
  }

  @Produces
  @Singleton
  Watched watched() {
    return new Watched();
  }

  @Produces
  @Singleton
  LedgerTelemetry telemetry(MeterRegistry meters) {
    return new LedgerTelemetry(meters);
  }

  @Produces
  @Singleton
  StreamsSettings settings(
      MonitorConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    MonitorConfig.Streams streams = config.streams();
    return new StreamsSettings(
        Brokers.of(kafka),
        config.group(),
        config.instance(),
        config.server(),
        streams.stateDirectory(),
        streams.threads(),
        streams.commitInterval(),
        streams.pollInterval(),
        streams.recordsPerPoll(),
        streams.recordsPerPartition(),
        streams.stores().asLongValue(),
        streams.sessionTimeout(),
        streams.transactionTimeout(),
        streams.pause(),
        streams.lookTimeout(),
        streams.closeTimeout(),
        streams.threadsReplacedPerMinute(),
        streams.repairs());
  }

  @Produces
  @Singleton
  StreamsRun run(
      StreamsSettings settings,
      MonitorConfig config,
      Folding folding,
      LedgerTelemetry telemetry,
      Watched watched,
      Clock clock) {
    TimerSettings timing =
        new TimerSettings(
            config.streams().timerInterval(),
            config.streams().timersPerRun(),
            config.streams().commitSpacing());
    return new StreamsRun(
        settings, () -> LedgerTopology.of(folding, telemetry, timing, watched), telemetry, clock);
  }

  @Produces
  @Singleton
  LedgerViews views(StreamsRun run, StreamsSettings settings) {
    return new LedgerViews(run, settings.server());
  }
}
