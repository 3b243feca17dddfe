package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.machines.Standing;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import dev.berth.targets.vm.running.MachineSight;
import dev.berth.targets.vm.running.Reading;
import dev.berth.targets.vm.running.WorkerSight;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Joins what the source says of the machines with what the machines say of the programs. */
final class Looking {

  private final MachineSource source;
  private final Connections connections;
  private final Everywhere<MachineSight> looks;
  private final Clock clock;
  private final Map<Machine, Instant> answered = new ConcurrentHashMap<>();

  /** What there is to machines that may be gone. */
  interface Connections {

    /** To which machines there are some. */
    Set<Machine> open();

    /** Ends those to these machines. */
    void leave(Collection<Machine> gone);
  }

  Looking(
      MachineSource source, Connections connections, Everywhere<MachineSight> looks, Clock clock) {
    this.source = source;
    this.connections = connections;
    this.looks = looks;
    this.clock = clock;
  }

  List<NativeAttempt> all() throws TargetTroubleException {
    // Before the look: a machine that somebody makes meanwhile is in no list yet.
    Set<Machine> gone = new LinkedHashSet<>(connections.open());
    List<Holding> holdings = source.holdings();
    gone.removeAll(there(holdings));
    // A connection to a machine that is no more ends by itself only after ssh's own patience.
    connections.leave(gone);
    answered.keySet().removeAll(gone);
    Set<Machine> up = new LinkedHashSet<>();
    for (Holding holding : holdings) {
      for (Held held : holding.machines()) {
        if (held.standing() instanceof Standing.Up) {
          up.add(held.machine());
        }
      }
    }
    Map<Machine, Answer<MachineSight>> sights = looks.answers(up);
    sights.forEach((machine, sight) -> {
      if (sight instanceof Answer.Heard<MachineSight>) {
        answered.put(machine, clock.instant());
      }
    });
    List<NativeAttempt> found = new ArrayList<>();
    for (Holding holding : holdings) {
      Observation seen =
          holding.released() ? remains(holding, sights) : observation(holding, sights);
      found.add(
          new NativeAttempt(
              holding.attempt(),
              nativeId(holding),
              seen,
              holding.labels().get(Labels.TRACEPARENT)));
    }
    return found;
  }

  private static Set<Machine> there(List<Holding> holdings) {
    return holdings.stream()
        .flatMap(holding -> holding.machines().stream())
        .filter(held -> !(held.standing() instanceof Standing.Over))
        .map(Held::machine)
        .collect(Collectors.toSet());
  }

  private static String nativeId(Holding holding) {
    return (holding.machines().isEmpty() ? "" : holding.machines().getFirst().machine().name())
        + '/'
        + holding.attempt();
  }

  private Observation observation(Holding holding, Map<Machine, Answer<MachineSight>> sights) {
    if (!holding.complete()) {
      return new Observation.Pending("its machines are being made", null);
    }
    boolean begun = begun(holding, sights);
    Map<Integer, WorkerSight> workers = new TreeMap<>();
    for (int rank = 0; rank < holding.machines().size(); rank++) {
      workers.put(
          rank, worker(holding.attempt(), rank, holding.machines().get(rank), sights, begun));
    }
    Observation read = Reading.of(workers);
    boolean over =
        read instanceof Observation.Succeeded
            || read instanceof Observation.Failed
            || read instanceof Observation.Pending;
    return over && closed(holding, sights)
        ? new Observation.Gone("its release has begun, and its program has ended")
        : read;
  }

  /** It is there, and ought not to be: whoever sees that ends it once more. */
  private static Observation remains(Holding holding, Map<Machine, Answer<MachineSight>> sights) {
    for (Held held : holding.machines()) {
      if (sights.get(held.machine()) instanceof Answer.Heard<MachineSight>(MachineSight sight)) {
        for (WorkerSight worker :
            sight.workers().getOrDefault(holding.attempt(), Map.of()).values()) {
          if (worker instanceof WorkerSight.Running(Instant since, _, String notice)) {
            return new Observation.Running(since, notice);
          }
        }
      }
    }
    return new Observation.Pending(
        "it was released while %s did not answer, and what is left of it there is to be cleared away"
            .formatted(holding.machines().getFirst().machine().name()),
        null);
  }

  private static boolean closed(Holding holding, Map<Machine, Answer<MachineSight>> sights) {
    return holding.machines().stream()
        .anyMatch(held ->
            sights.get(held.machine()) instanceof Answer.Heard<MachineSight>(MachineSight sight)
                && sight.closed().contains(holding.attempt()));
  }

  /** Whether some worker of it has: before the first one did, all machines had its files. */
  private static boolean begun(Holding holding, Map<Machine, Answer<MachineSight>> sights) {
    return holding.machines().stream()
        .map(held -> sights.get(held.machine()))
        .anyMatch(answer ->
            answer instanceof Answer.Heard<MachineSight>(MachineSight sight)
                && sight.workers().getOrDefault(holding.attempt(), Map.of()).values().stream()
                    .anyMatch(worker -> !(worker instanceof WorkerSight.Starting)));
  }

  private WorkerSight worker(
      AttemptId attempt,
      int rank,
      Held held,
      Map<Machine, Answer<MachineSight>> sights,
      boolean begun) {
    return switch (held.standing()) {
      case Standing.Over(String evidence) -> new WorkerSight.Gone(evidence);
      case Standing.Unknown(String reason) ->
          new WorkerSight.Unreachable(reason, answered.get(held.machine()));
      case Standing.Up() -> {
        Answer<MachineSight> answer = sights.get(held.machine());
        if (answer instanceof Answer.Heard<MachineSight>(MachineSight sight)) {
          if (begun && !sight.workers().containsKey(attempt)) {
            yield new WorkerSight.Gone(
                "%s answers, and nothing of the attempt is on its disk, though others have begun"
                    .formatted(held.machine().name()));
          }
          yield sight
              .workers()
              .getOrDefault(attempt, Map.of())
              .getOrDefault(rank, new WorkerSight.Starting());
        }
        yield new WorkerSight.Unreachable(
            answer instanceof Answer.Silent<MachineSight>(String why)
                ? why
                : held.machine().name() + " was not asked",
            answered.get(held.machine()));
      }
    };
  }
}
