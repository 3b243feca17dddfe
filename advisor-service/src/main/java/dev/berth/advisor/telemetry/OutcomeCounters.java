package dev.berth.advisor.telemetry;

import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobUnplaceable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Decisions by outcome; the counters stand at zero before the first decision. */
final class OutcomeCounters {

  private final Counter placed;
  private final Counter unplaceable;
  private final Counter refused;

  OutcomeCounters(MeterRegistry meters) {
    placed = outcome(meters, "placed");
    unplaceable = outcome(meters, "unplaceable");
    refused = outcome(meters, "refused");
  }

  void count(DecisionEvent event) {
    switch (event) {
      case JobPlaced _ -> placed.increment();
      case JobUnplaceable _ -> unplaceable.increment();
      case JobRefused _ -> refused.increment();
    }
  }

  private static Counter outcome(MeterRegistry meters, String outcome) {
    return Counter.builder("berth.decisions")
        .description("Decisions committed")
        .tag("outcome", outcome)
        .register(meters);
  }
}
