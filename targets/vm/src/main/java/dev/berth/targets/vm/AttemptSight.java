package dev.berth.targets.vm;

import dev.berth.contracts.Observation;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Standing;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.running.MachineSight;
import dev.berth.targets.vm.running.Reading;
import dev.berth.targets.vm.running.WorkerSight;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What there is to see of one attempt.
 *
 * @param holding what the source says of its machines
 * @param sights what the machines that are up have said, or why they have not
 * @param answered when each machine answered last, as far as that is known
 */
record AttemptSight(
    Holding holding, Map<Machine, Answer<MachineSight>> sights, Map<Machine, Instant> answered) {

  /** What it comes to. */
  Observation observation() {
    if (holding.released()) {
      return remains();
    }
    if (!holding.complete()) {
      return new Observation.Pending("its machines are being made", null);
    }
    boolean begun = hasBegun();
    Map<Integer, WorkerSight> workers = new TreeMap<>();
    for (int rank = 0; rank < holding.machines().size(); rank++) {
      workers.put(rank, worker(rank, holding.machines().get(rank), begun));
    }
    Observation read = Reading.of(workers);
    boolean over =
        read instanceof Observation.Succeeded
            || read instanceof Observation.Failed
            || read instanceof Observation.Pending;
    return over && isClosed()
        ? new Observation.Gone("its release has begun, and its program has ended")
        : read;
  }

  /** It is there, and ought not to be: whoever sees that ends it once more. */
  private Observation remains() {
    return said()
        .flatMap(sight -> workers(sight).values().stream())
        .filter(WorkerSight.Running.class::isInstance)
        .map(WorkerSight.Running.class::cast)
        .findFirst()
        .<Observation>map(running -> new Observation.Running(running.since(), running.notice()))
        .orElseGet(() ->
            new Observation.Pending(
                "it was released while %s did not answer, and what is left of it there is to be cleared away"
                    .formatted(holding.machines().getFirst().machine().name()),
                null));
  }

  private boolean isClosed() {
    return said().anyMatch(sight -> sight.closed().contains(holding.attempt()));
  }

  /** Whether some worker of it has: before the first one did, all machines had its files. */
  private boolean hasBegun() {
    return said()
        .flatMap(sight -> workers(sight).values().stream())
        .anyMatch(worker -> !(worker instanceof WorkerSight.Starting));
  }

  /** What its machines have said, as far as they have. */
  private Stream<MachineSight> said() {
    return holding.machines().stream().flatMap(held -> sight(held.machine()).stream());
  }

  private Optional<MachineSight> sight(Machine machine) {
    return sights.get(machine) instanceof Answer.Heard<MachineSight>(MachineSight sight)
        ? Optional.of(sight)
        : Optional.empty();
  }

  private Map<Integer, WorkerSight> workers(MachineSight sight) {
    return sight.workers().getOrDefault(holding.attempt(), Map.of());
  }

  private WorkerSight worker(int rank, Held held, boolean begun) {
    return switch (held.standing()) {
      case Standing.Over(String evidence) -> new WorkerSight.Gone(evidence);
      case Standing.Unknown(String reason) ->
          new WorkerSight.Unreachable(reason, answered.get(held.machine()));
      case Standing.Up() ->
          sight(held.machine())
              .map(sight -> worker(rank, held.machine(), sight, begun))
              .orElseGet(() -> silent(held.machine()));
    };
  }

  private WorkerSight worker(int rank, Machine machine, MachineSight sight, boolean begun) {
    return begun && !sight.workers().containsKey(holding.attempt())
        ? new WorkerSight.Gone(
            "%s answers, and nothing of the attempt is on its disk, though others have begun"
                .formatted(machine.name()))
        : workers(sight).getOrDefault(rank, new WorkerSight.Starting());
  }

  private WorkerSight silent(Machine machine) {
    return new WorkerSight.Unreachable(
        sights.get(machine) instanceof Answer.Silent<MachineSight>(String why)
            ? why
            : machine.name() + " was not asked",
        answered.get(machine));
  }
}
