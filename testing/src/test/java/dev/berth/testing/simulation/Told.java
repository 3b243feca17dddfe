package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What stands on the topics, by what it is about. */
final class Told {

  private final Map<JobId, JobSpec> specs = new TreeMap<>();
  private final Set<JobId> cancels = new TreeSet<>();
  private final Map<AttemptId, DecisionEvent> decided = new TreeMap<>();
  private final Map<AttemptId, AttemptRefused> refused = new TreeMap<>();
  private final Set<AttemptId> asked = new TreeSet<>();
  private final Map<AttemptId, Set<String>> submitted = new TreeMap<>();
  private final Map<AttemptId, Instant> lastSubmitted = new TreeMap<>();
  private final Set<AttemptId> unreleased = new TreeSet<>();
  private final Map<AttemptId, Set<EventId>> released = new TreeMap<>();
  private final Map<AttemptId, AttemptEnded> ended = new TreeMap<>();
  private final Map<JobId, List<HealthEvent>> outcomes = new TreeMap<>();

  void take(Envelope<?> envelope) {
    switch (envelope.event()) {
      case JobRequested requested -> specs.putIfAbsent(requested.jobId(), requested.spec());
      case JobCancelRequested cancel -> cancels.add(cancel.job());
      case JobRescheduleRequested again -> asked.add(again.ended());
      case JobPlaced placed -> decided.put(placed.attempt(), placed);
      case JobUnplaceable unplaceable -> decided.put(unplaceable.attempt(), unplaceable);
      case JobRefused _ -> {
        // Of a request, not of a job.
      }
      case AttemptSubmitted taken -> {
        boolean isNew =
            submitted.computeIfAbsent(taken.attempt(), _ -> new TreeSet<>()).add(taken.nativeId());
        Instant before = lastSubmitted.get(taken.attempt());
        // What a ghost tells of an older submission was over before the one that is known was made.
        if (isNew && (before == null || taken.submittedAt().isAfter(before))) {
          lastSubmitted.put(taken.attempt(), taken.submittedAt());
          unreleased.add(taken.attempt());
        }
      }
      case AttemptRefused refusal -> {
        unreleased.remove(refusal.attempt());
        refused.putIfAbsent(refusal.attempt(), refusal);
      }
      case AttemptReleased release -> {
        unreleased.remove(release.attempt());
        released
            .computeIfAbsent(release.attempt(), _ -> new java.util.HashSet<>())
            .add(envelope.id());
      }
      case AttemptObserved _ -> {
        // Its consequence counts.
      }
      case AttemptEnded end -> ended.putIfAbsent(end.attempt(), end);
      case JobSucceeded succeeded -> outcome(succeeded);
      case JobFailed failed -> outcome(failed);
      case JobCancelled cancelled -> outcome(cancelled);
      case TargetObserved _, ScalingRecommended _ -> {
        // Not about a job.
      }
    }
  }

  private void outcome(HealthEvent event) {
    outcomes.computeIfAbsent(event.jobId(), _ -> new ArrayList<>()).add(event);
  }

  /** What a job asks for, as it was asked first, if it was. */
  @Nullable JobSpec spec(JobId job) {
    return specs.get(job);
  }

  Set<JobId> cancels() {
    return cancels;
  }

  /** The attempts after which another one was asked for. */
  Set<AttemptId> asked() {
    return asked;
  }

  Map<AttemptId, DecisionEvent> decided() {
    return decided;
  }

  Map<AttemptId, AttemptRefused> refused() {
    return refused;
  }

  /** What targets called the attempts that they took. */
  Map<AttemptId, Set<String>> submitted() {
    return submitted;
  }

  /** The attempts that a target was last said to have taken, and not to have released since. */
  Set<AttemptId> unreleased() {
    return unreleased;
  }

  /** The ids of the events that told of an attempt's release. */
  Map<AttemptId, Set<EventId>> released() {
    return released;
  }

  /** How each attempt was first said to have ended. */
  Map<AttemptId, AttemptEnded> ended() {
    return ended;
  }

  Map<JobId, List<HealthEvent>> outcomes() {
    return outcomes;
  }
}
