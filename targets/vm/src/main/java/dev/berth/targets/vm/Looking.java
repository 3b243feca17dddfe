package dev.berth.targets.vm;

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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      found.add(
          new NativeAttempt(
              holding.attempt(),
              nativeId(holding),
              new AttemptSight(holding, sights, answered).observation(),
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
}
