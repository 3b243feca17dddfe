package dev.berth.provisioner.telemetry;

import dev.berth.provisioner.Directive;
import dev.berth.provisioner.running.LaneListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Makes skipped events visible. */
public final class LaneTelemetry implements LaneListener {

  private static final Logger LOG = Logger.getLogger(LaneTelemetry.class);

  private final MeterRegistry meters;

  /** Over that registry. */
  public LaneTelemetry(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void skipped(Directive.Skip skip) {
    String why = skip.staleness().name().toLowerCase(Locale.ROOT);
    meters.counter("berth.decisions.skipped", "cause", why).increment();
    LOG.warnf(
        "A decision is skipped, for the job has gone on. attempt=%s target=%s cause=%s",
        skip.place().attempt(), skip.place().target(), why);
  }
}
