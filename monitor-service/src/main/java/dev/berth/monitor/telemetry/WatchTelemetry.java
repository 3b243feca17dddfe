package dev.berth.monitor.telemetry;

import dev.berth.contracts.TargetId;
import dev.berth.monitor.watch.Look;
import dev.berth.monitor.watch.Report;
import dev.berth.monitor.watch.WatchListener;
import dev.berth.monitor.watch.Watched;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The watchers' metrics and log. */
public final class WatchTelemetry implements WatchListener {

  private static final Logger LOG = Logger.getLogger(WatchTelemetry.class);

  private final MeterRegistry meters;
  private final Timer published;

  /** Over that registry; what should be on the targets here becomes two gauges. */
  public WatchTelemetry(MeterRegistry meters, Watched watched) {
    this.meters = meters;
    this.published =
        Timer.builder("berth.observation.latency")
            .description("From when something was seen on a target until it was published")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(meters);
    meters.gauge("berth.attempts.live", watched, here -> here.count(false));
    meters.gauge("berth.releases.outstanding", watched, here -> here.count(true));
  }

  @Override
  public void watching(TargetId target) {
    LOG.infof("Watching. target=%s", target);
  }

  @Override
  public void unwatched(TargetId target) {
    LOG.infof("Watching no longer. target=%s", target);
  }

  @Override
  public void looked(TargetId target, Look look, Duration took) {
    String result =
        switch (look) {
          case Look.Answered _ -> "answered";
          case Look.Silent _ -> "silent";
        };
    meters.timer("berth.looks", "target", target.value(), "result", result).record(took);
  }

  @Override
  public void reachable(TargetId target, boolean reachable, String reason) {
    if (reachable) {
      LOG.infof("The target answers. target=%s", target);
    } else {
      LOG.warnf("The target does not answer. target=%s reason=%s", target, reason);
    }
  }

  @Override
  public void reported(TargetId target, Report report, Duration sinceSeen) {
    String seen = SpanNames.of(report.observation());
    meters
        .counter("berth.observations", "observation", seen.substring(seen.indexOf(' ') + 1))
        .increment();
    published.record(sinceSeen.isNegative() ? Duration.ZERO : sinceSeen);
    LOG.debugf("Reported. attempt=%s target=%s what=%s", report.attempt(), target, seen);
  }

  @Override
  public void unpublished(TargetId target, int events) {
    meters.counter("berth.observations.unpublished").increment(events);
    LOG.warnf(
        "What was seen could not be published and will be told again. target=%s events=%d",
        target, events);
  }

  @Override
  public void failed(RuntimeException failure) {
    meters.counter("berth.watch.failures", "target", "").increment();
    LOG.error("The fleet could not be looked at, which is a bug.", failure);
  }

  @Override
  public void failed(TargetId target, RuntimeException failure) {
    meters.counter("berth.watch.failures", "target", target.value()).increment();
    LOG.errorf(failure, "A watcher failed, which is a bug. target=%s", target);
  }
}
