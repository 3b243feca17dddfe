package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.Marks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what the head says of attempts. A head that was started anew knows nothing of the jobs of
 * its former life, which ended with it: those that were seen before are said to be gone.
 */
final class RayLooking {

  private final RayJobs jobs;
  private final RaySettings settings;
  private final TargetId target;
  private final Clock clock;

  private String session = "";
  private Map<AttemptId, NativeAttempt> seen = Map.of();
  private final Map<AttemptId, NativeAttempt> gone = new HashMap<>();

  RayLooking(RayJobs jobs, RaySettings settings, TargetId target, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.target = target;
    this.clock = clock;
  }

  synchronized List<NativeAttempt> all() throws TargetTroubleException {
    String now = jobs.session();
    Map<AttemptId, NativeAttempt> found = new HashMap<>();
    Set<AttemptId> known = new HashSet<>();
    for (RayRecord job : jobs.list()) {
      Optional<AttemptId> attempt = job.isOf(target) ? job.attempt() : Optional.empty();
      if (attempt.isPresent()) {
        known.add(attempt.get());
        if (!job.isPlaceholder()) {
          found.put(attempt.get(), at(now, attempt.get(), job));
        }
      }
    }
    if (!now.equals(session)) {
      seen.forEach((attempt, last) -> gone.put(attempt, gone(last, session, now)));
    }
    // A placeholder is there once it is released, which is what being gone leads to.
    gone.keySet().removeAll(known);
    session = now;
    seen = found;
    List<NativeAttempt> all = new ArrayList<>(found.values());
    all.addAll(gone.values());
    return all;
  }

  private NativeAttempt at(String life, AttemptId attempt, RayRecord job) {
    return new NativeAttempt(
        attempt,
        life + '/' + attempt,
        RayReading.read(job, settings.startWithin(), clock.instant()),
        job.mark(Marks.TRACEPARENT));
  }

  private static NativeAttempt gone(NativeAttempt last, String then, String now) {
    return new NativeAttempt(
        last.attempt(),
        last.nativeId(),
        new Observation.Gone(
            "the Ray head that ran it ended: it was session %s and is %s now".formatted(then, now)),
        last.traceparent());
  }
}
