package dev.berth.advisor;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.RequestEvent;

/** Puts what came by HTTP onto {@code berth.requests}. */
public interface RequestPublisher {

  /**
   * Writes a request; returns when the brokers have it.
   *
   * @throws java.io.UncheckedIOException if they do not take it in time
   */
  void publish(Envelope<? extends RequestEvent> request);
}
