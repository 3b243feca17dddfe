package dev.berth.provisioner;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.ProvisionEvent;
import java.io.IOException;

/** Where outcomes are told. */
@FunctionalInterface
public interface Outcomes {

  /**
   * Tells one, and returns when all in-sync replicas have it.
   *
   * @throws IOException if they did not answer in time; it may have been told nevertheless
   */
  void publish(Envelope<ProvisionEvent> outcome) throws IOException;
}
