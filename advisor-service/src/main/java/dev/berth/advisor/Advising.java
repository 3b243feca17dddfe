package dev.berth.advisor;

import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.RequestEvent;
import java.util.List;

/** Answers requests with decisions. */
@FunctionalInterface
public interface Advising {

  /**
   * What is to be written to {@code berth.decisions} for this request; nothing, if it is a repeat.
   */
  List<Envelope<? extends DecisionEvent>> answer(Envelope<? extends RequestEvent> request);
}
