package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.NativeAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many workers a target's attempts want, for autoscalers. */
final class Scaling {

  /** What attempts of workers without accelerators are counted under. */
  private static final String NO_ACCELERATOR = "";

  /**
   * Workers of one kind of machine.
   *
   * @param running of attempts that run
   * @param waiting of attempts that do not run yet
   */
  record Workers(int running, int waiting) {

    static final Workers NONE = new Workers(0, 0);

    Workers plus(Workers other) {
      return new Workers(running + other.running, waiting + other.waiting);
    }
  }

  private Scaling() {}

  /** The workers that a target's attempts have and want, by kind of accelerator. */
  static Map<String, Workers> count(Look.Answered look, Map<AttemptId, Expected> expected) {
    Map<AttemptId, Observation> seen =
        look.found().stream()
            .collect(Collectors.toMap(NativeAttempt::attempt, NativeAttempt::observation));
    Map<String, Workers> counts = new TreeMap<>();
    for (Expected one : expected.values()) {
      if (!one.ended()) {
        counts.merge(
            one.acceleratorKind() == null ? NO_ACCELERATOR : one.acceleratorKind(),
            workers(one, seen.get(one.attempt())),
            Workers::plus);
      }
    }
    return counts;
  }

  private static Workers workers(
      Expected one, @org.jspecify.annotations.Nullable Observation observation) {
    return switch (observation) {
      case Observation.Running _ -> new Workers(one.workers(), 0);
      case Observation.Pending _ -> new Workers(0, one.workers());
      case null -> new Workers(0, one.workers());
      case Observation.Succeeded _,
          Observation.Failed _,
          Observation.Absent _,
          Observation.Gone _,
          Observation.Unreachable _ ->
          Workers.NONE;
    };
  }

  /** A recommendation for each kind whose count is another than it was. */
  static List<ScalingRecommended> changes(
      TargetId target, Map<String, Workers> before, Map<String, Workers> after, Instant now) {
    TreeSet<String> kinds = new TreeSet<>(before.keySet());
    kinds.addAll(after.keySet());
    List<ScalingRecommended> changes = new ArrayList<>();
    for (String kind : kinds) {
      Workers was = before.getOrDefault(kind, Workers.NONE);
      Workers is = after.getOrDefault(kind, Workers.NONE);
      if (!is.equals(was)) {
        changes.add(
            new ScalingRecommended(
                target,
                kind.equals(NO_ACCELERATOR) ? null : kind,
                is.running(),
                is.waiting(),
                is.running() + is.waiting(),
                "running %d, was %d; waiting %d, was %d"
                    .formatted(is.running(), was.running(), is.waiting(), was.waiting()),
                now));
      }
    }
    return changes;
  }
}
