package dev.berth.advisor.telemetry;

import dev.berth.advisor.kafka.FleetTrouble;
import org.jboss.logging.Logger;

/** Says in the log why the fleet stays as it was. */
public final class FleetLines implements FleetTrouble {

  private static final Logger LOG = Logger.getLogger(FleetLines.class);

  @Override
  public void file(String problem) {
    LOG.warnf("The fleet stays as it was. problem=%s", problem);
  }

  @Override
  public void topic(Exception cause) {
    LOG.warnf("Readings of targets could not be read. cause=%s", cause);
  }
}
