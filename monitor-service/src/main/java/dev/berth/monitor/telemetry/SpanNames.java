package dev.berth.monitor.telemetry;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import java.util.List;
import java.util.Optional;

/** What spans are called: what happened, and to which attempt. */
final class SpanNames {

  private SpanNames() {}

  /** By what follows first; empty if nothing does. */
  static Optional<String> of(List<Envelope<? extends Event>> outputs) {
    return outputs.isEmpty() ? Optional.empty() : Optional.of(of(outputs.getFirst().event()));
  }

  private static String of(Event event) {
    return switch (event) {
      case AttemptEnded ended -> "end " + ended.attempt().number();
      case JobRescheduleRequested again -> "reschedule " + again.ended().number();
      case JobSucceeded _ -> "succeed";
      case JobFailed _ -> "fail";
      case JobCancelled _ -> "cancel";
      // The ledger writes none of these; were it to, its type is a better name than none.
      case JobRequested _,
          JobCancelRequested _,
          DecisionEvent _,
          AttemptSubmitted _,
          AttemptRefused _,
          AttemptReleased _,
          AttemptObserved _,
          TargetObserved _,
          ScalingRecommended _ ->
          EventType.of(event).wireName();
    };
  }

  static String of(Observation observation) {
    return "observe "
        + switch (observation) {
          case Observation.Pending _ -> "pending";
          case Observation.Running running -> running.notice() == null ? "running" : "notice";
          case Observation.Succeeded _ -> "succeeded";
          case Observation.Failed _ -> "failed";
          case Observation.Absent _ -> "absent";
          case Observation.Gone _ -> "gone";
          case Observation.Unreachable _ -> "unreachable";
        };
  }
}
