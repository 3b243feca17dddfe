package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.Topic;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.Task;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What holds for the provisioner by itself, from when it takes a job's partition over. Targets and
 * ledger would prevent the worst if it did not hold; here each line of defence stands alone.
 */
final class LaneLaws {

  private final Map<JobId, NavigableSet<AttemptId>> seen = new TreeMap<>();
  private final NavigableSet<AttemptId> ended = new TreeSet<>();
  private final Set<PlacedAttempt> confirmed = new HashSet<>();
  private final NavigableSet<AttemptId> everBegun = new TreeSet<>();

  /** An event was fed to its lane. */
  void fed(LaneInput input) {
    switch (input) {
      case LaneInput.Placed placed -> see(placed.placement().place().attempt());
      case LaneInput.Ended end -> {
        see(end.place().attempt());
        ended.add(end.place().attempt());
      }
      case LaneInput.Answered _, LaneInput.Due _ -> {
        // Tells of nothing new.
      }
    }
  }

  private void see(AttemptId attempt) {
    seen.computeIfAbsent(attempt.job(), _ -> new TreeSet<>()).add(attempt);
  }

  /** A target has confirmed the release of an attempt there. */
  void confirmed(PlacedAttempt place) {
    confirmed.add(place);
  }

  /**
   * A lane wants to begin a submission.
   *
   * @param cause the input that it wants that for
   */
  void submits(Task.Submit submit, LaneInput cause) {
    AttemptId attempt = submit.place().attempt();
    if (ended.contains(attempt)) {
      throw new LawBroken(attempt.job(), attempt + " is submitted after its end was read");
    }
    if (submit.placement().spec().overlap()) {
      return;
    }
    NavigableSet<AttemptId> known = seen.get(attempt.job());
    if (cause instanceof LaneInput.Placed && known != null && known.higher(attempt) != null) {
      throw new LawBroken(attempt.job(), attempt + " is submitted after " + known.last());
    }
    PlacedAttempt previous = submit.placement().previous();
    if (previous != null && !confirmed.contains(previous)) {
      throw new LawBroken(
          attempt.job(), attempt + " is submitted, and " + previous + " may not be released");
    }
  }

  /** A call to a target is begun; whether it is the first that any replica ever began is kept. */
  void begins(Task task) {
    AttemptId attempt = task.place().attempt();
    boolean first = everBegun.add(attempt);
    if (!first && task instanceof Task.Submit submit && submit.first()) {
      throw new LawBroken(attempt.job(), attempt + " is submitted as the first, and is not");
    }
  }

  /** Nothing more is known of a job by its lane. */
  void forget(JobId job) {
    forget(job::equals);
  }

  /** A partition was lost. */
  void lose(int partition) {
    forget(job -> Topic.partitionOf(job) == partition);
  }

  private void forget(Predicate<JobId> whom) {
    seen.keySet().removeIf(whom);
    ended.removeIf(attempt -> whom.test(attempt.job()));
    confirmed.removeIf(place -> whom.test(place.attempt().job()));
  }
}
