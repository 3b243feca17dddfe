package dev.berth.local.text;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Event;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.Observation;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Violation;
import java.util.stream.Collectors;

/** An event as one sentence for people. */
public final class Sentence {

  private Sentence() {}

  /** What happened, in one line. */
  public static String of(Event event) {
    return switch (event) {
      case JobRequested e -> "%s is requested".formatted(e.jobId());
      case JobRescheduleRequested e ->
          "%s is asked for, after %s".formatted(e.ended().next(), e.ended());
      case JobCancelRequested e -> "%s is to be cancelled%s".formatted(e.job(), why(e.reason()));
      case JobPlaced e ->
          "%s is placed on %s%s"
              .formatted(
                  e.attempt(),
                  e.target(),
                  e.previous() == null
                      ? ""
                      : ", after %s on %s"
                          .formatted(e.previous().attempt(), e.previous().target()));
      case JobUnplaceable e ->
          "%s fits none of %d targets%s"
              .formatted(
                  e.attempt(),
                  e.decision().filtered().size(),
                  e.mayFitLater() ? ", which may pass" : "");
      case JobRefused e ->
          "%s is refused: %s"
              .formatted(
                  e.job(),
                  e.violations().stream()
                      .map(Violation::message)
                      .collect(Collectors.joining("; ")));
      case AttemptSubmitted e ->
          "%s is submitted to %s as %s%s"
              .formatted(
                  e.attempt(),
                  e.target(),
                  e.nativeId(),
                  e.adopted() ? ", where it was already" : "");
      case AttemptRefused e ->
          "%s is refused by %s (%s)%s"
              .formatted(e.attempt(), e.target(), e.category(), why(e.reason()));
      case AttemptReleased e ->
          "%s is released by %s%s".formatted(e.attempt(), e.target(), why(e.evidence()));
      case AttemptObserved e ->
          "%s is seen %s on %s".formatted(e.attempt(), of(e.observation()), e.target());
      case AttemptEnded e -> "%s ended %s".formatted(e.attempt(), of(e.ending()));
      case JobSucceeded e -> "%s succeeded with %s".formatted(e.job(), e.attempt());
      case JobFailed e -> "%s failed (%s)%s".formatted(e.job(), e.category(), why(e.reason()));
      case JobCancelled e -> "%s is cancelled%s".formatted(e.job(), why(e.reason()));
      case TargetObserved e ->
          "%s is %s"
              .formatted(
                  e.target(),
                  e.reachable() ? "reachable" : "not reachable" + why(String.valueOf(e.problem())));
      case ScalingRecommended e -> e.toString();
    };
  }

  /** What was seen, as the end of a sentence that says of what. */
  public static String of(Observation observation) {
    return switch (observation) {
      case Observation.Pending p -> "waiting" + why(p.reason());
      case Observation.Running r ->
          r.notice() == null ? "running" : "running, and about to be preempted: " + r.notice();
      case Observation.Succeeded _ -> "succeeded";
      case Observation.Failed f -> "failed (%s)%s".formatted(f.category(), why(f.reason()));
      case Observation.Absent a -> "absent" + why(a.evidence());
      case Observation.Gone g -> "gone" + why(g.evidence());
      case Observation.Unreachable u -> "unreachable" + why(u.reason());
    };
  }

  /** How it ended. */
  public static String of(Ending ending) {
    return switch (ending) {
      case Ending.Succeeded _ -> "succeeded";
      case Ending.Failed f -> "failed (%s)%s".formatted(f.category(), why(f.reason()));
      case Ending.Lost l -> "lost" + why(l.evidence());
      case Ending.Cancelled c -> "cancelled" + why(c.reason());
    };
  }

  private static String why(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }
}
