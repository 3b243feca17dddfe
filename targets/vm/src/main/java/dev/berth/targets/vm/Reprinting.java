package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import dev.berth.targets.vm.running.Runs;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what an attempt has printed: on its machines, or on hosts that had it. */
final class Reprinting {

  private final MachineSource source;
  private final List<Machine> hosts;
  private final Runs runs;
  private final Duration patience;

  Reprinting(MachineSource source, List<Machine> hosts, Runs runs, Duration patience) {
    this.source = source;
    this.hosts = hosts;
    this.runs = runs;
    this.patience = patience;
  }

  Optional<InputStream> logs(AttemptId attempt, Output.Living living)
      throws TargetTroubleException {
    List<Machine> machines =
        source.holdings().stream()
            .filter(holding -> holding.attempt().equals(attempt))
            .map(Holding::machines)
            .findFirst()
            .map(held -> held.stream().map(Held::machine).toList())
            .orElse(hosts);
    Everywhere<Collection<Integer>> ranks =
        new Everywhere<>(machine -> runs.ranks(machine, attempt), patience);
    Map<Integer, Output.Log> logs = new TreeMap<>(Comparator.naturalOrder());
    for (Map.Entry<Machine, Answer<Collection<Integer>>> one : ranks.answers(machines).entrySet()) {
      if (one.getValue() instanceof Answer.Heard<Collection<Integer>>(Collection<Integer> found)) {
        found.forEach(rank -> logs.put(rank, new Output.Log(one.getKey(), rank)));
      }
    }
    return logs.isEmpty()
        ? Optional.empty()
        : Optional.of(new Output(runs, attempt, new ArrayList<>(logs.values()), living));
  }
}
