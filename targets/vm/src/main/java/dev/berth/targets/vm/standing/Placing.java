package dev.berth.targets.vm.standing;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Resources;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineWish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the hosts of an attempt: for each worker the one with the most free cores. */
final class Placing {

  private final Inventory inventory;

  Placing(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The claim to be made; empty if there is no room for all workers among those that answer. */
  Optional<Claim> claim(MachineWish wish, Survey survey) {
    Map<Machine, Room> free = new HashMap<>();
    List<Machine> hosts = new ArrayList<>();
    for (Machine host : survey.heard().keySet()) {
      if (suits(host, wish.resources())) {
        hosts.add(host);
        free.put(host, inventory.room(host).without(survey.taken(host)));
      }
    }
    Room worker = room(wish.resources());
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < wish.workers(); i++) {
      Optional<Machine> best =
          hosts.stream()
              .filter(host -> free.getOrDefault(host, worker).holds(worker))
              .reduce((one, other) -> cpus(free, other) > cpus(free, one) ? other : one);
      if (best.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(best.get().name());
      free.computeIfPresent(best.get(), (_, room) -> room.without(worker));
    }
    return Optional.of(
        new Claim(
            Collections.unmodifiableList(chosen),
            worker.cpus(),
            worker.memoryMiB(),
            worker.accelerators(),
            wish.labels()));
  }

  /** Whether a worker fits on some host that is empty, whether that answers or not. */
  boolean everFits(MachineWish wish) {
    Room worker = room(wish.resources());
    return inventory.hosts().stream()
        .anyMatch(host -> suits(host, wish.resources()) && inventory.room(host).holds(worker));
  }

  private boolean suits(Machine host, Resources resources) {
    Accelerators wanted = resources.accelerators();
    return wanted == null || wanted.kind().equals(inventory.acceleratorKind(host));
  }

  private static double cpus(Map<Machine, Room> free, Machine host) {
    Room room = free.get(host);
    return room == null ? 0 : room.cpus();
  }

  private static Room room(Resources resources) {
    Accelerators accelerators = resources.accelerators();
    return new Room(
        resources.cpus(), resources.memoryMiB(), accelerators == null ? 0 : accelerators.count());
  }
}
