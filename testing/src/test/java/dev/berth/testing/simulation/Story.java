package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Event;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened, to be read when something went wrong. */
final class Story {

  /** How much of it is shown. */
  private static final int SHOWN = 120;

  private record Line(
      int step, Instant at, String who, @Nullable JobId job, String what, Object about) {
    @Override
    public String toString() {
      String said = about instanceof Event event ? brief(event) : about.toString();
      return "%6d %s %-14s %s %s".formatted(step, at.toString().substring(14), who, what, said);
    }
  }

  private final List<Line> lines = new ArrayList<>();

  void tell(int step, Instant at, String who, @Nullable JobId job, String what, Object about) {
    lines.add(new Line(step, at, who, job, what, about));
  }

  /** The end of one job's story, and of what befell everybody. */
  String of(@Nullable JobId job) {
    List<Line> its =
        lines.stream()
            .filter(line -> job == null || line.job() == null || line.job().equals(job))
            .toList();
    return its.subList(Math.max(0, its.size() - SHOWN), its.size()).stream()
        .map(Line::toString)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
  }

  private static String brief(Event event) {
    return switch (event) {
      case JobRequested requested -> "job.requested " + requested.jobId();
      case JobRescheduleRequested again -> "job.reschedule-requested after " + again.ended();
      case JobCancelRequested cancel -> "job.cancel-requested " + cancel.job();
      case JobPlaced placed ->
          "job.placed %s on %s, previous %s"
              .formatted(placed.attempt(), placed.target(), placed.previous());
      case JobUnplaceable unplaceable -> "job.unplaceable " + unplaceable.attempt();
      case JobRefused refused -> "job.refused %s: %s".formatted(refused.job(), refused.cause());
      case AttemptSubmitted submitted ->
          "attempt.submitted %s on %s".formatted(submitted.attempt(), submitted.target());
      case AttemptRefused refused ->
          "attempt.refused %s: %s".formatted(refused.attempt(), refused.reason());
      case AttemptReleased released ->
          "attempt.released %s on %s".formatted(released.attempt(), released.target());
      case AttemptObserved observed ->
          "attempt.observed %s: %s".formatted(observed.attempt(), observed.observation());
      case AttemptEnded ended -> "attempt.ended %s: %s".formatted(ended.attempt(), ended.ending());
      case JobSucceeded succeeded -> "job.succeeded by " + succeeded.attempt();
      case JobFailed failed -> "job.failed %s: %s".formatted(failed.category(), failed.reason());
      case JobCancelled cancelled -> "job.cancelled " + cancelled.job();
      case TargetObserved target -> "target.observed reachable=" + target.reachable();
      case ScalingRecommended scaling -> scaling.toString();
    };
  }
}
