package dev.berth.targets.vm.standing;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.machines.MachineWish;
import dev.berth.targets.vm.machines.Seal;
import dev.berth.targets.vm.machines.Standing;
import dev.berth.targets.vm.remote.Shells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The hosts of an inventory as a source of machines. A host that does not answer holds up the
 * release of what it may still run: nobody else can say what became of it, until a person takes it
 * out of the inventory, or a program that knows of its power has said for long enough that it is
 * off. With fewer than half of the hosts answering the target is in trouble.
 */
public final class StandingHosts implements MachineSource {

  private final Inventory inventory;
  private final Hosts hosts;
  private final Claiming claiming;
  private final GivingBack givingBack;
  private final Function<Machine, Optional<String>> off;
  private final ReentrantLock one = new ReentrantLock(true);

  /**
   * Over those shells, which this does not close.
   *
   * @param retentionDays for how many days it is known that an attempt was released
   * @param off is asked about a host that does not answer: what proves that it is off, in one
   *     sentence; empty if nothing does
   */
  public StandingHosts(
      Inventory inventory,
      Shells shells,
      int retentionDays,
      Function<Machine, Optional<String>> off) {
    this.inventory = inventory;
    Claims claims = new Claims(shells, retentionDays);
    this.hosts = new Hosts(inventory, claims, shells.access().timeout().multipliedBy(2));
    this.claiming = new Claiming(inventory, hosts, claims);
    this.givingBack = new GivingBack(inventory, hosts, claims, off);
    this.off = off;
  }

  @Override
  public Acquisition acquire(AttemptId attempt, MachineWish wish) throws TargetTroubleException {
    // Two at once would take each other's room on the way; other programs are kept off by the
    // hosts.
    one.lock();
    try {
      return claiming.acquire(attempt, wish);
    } finally {
      one.unlock();
    }
  }

  @Override
  public List<Holding> holdings() throws TargetTroubleException {
    Survey survey = hosts.survey();
    Set<AttemptId> released = hosts.released(survey, survey.attempts());
    List<Holding> holdings = new ArrayList<>();
    for (AttemptId attempt : survey.attempts()) {
      (released.contains(attempt) ? remains(attempt, survey) : holding(attempt, survey))
          .ifPresent(holdings::add);
    }
    return holdings;
  }

  private Optional<Holding> holding(AttemptId attempt, Survey survey) {
    return survey
        .claim(attempt)
        .map(claim ->
            new Holding(
                attempt,
                claim.hosts().stream().map(name -> held(name, attempt, claim, survey)).toList(),
                true,
                claim.labels()));
  }

  /**
   * What is left of it on its own hosts: one was silent when the release was confirmed, and was
   * said to be off. If that was not true, its program may run still.
   */
  private Optional<Holding> remains(AttemptId attempt, Survey survey) {
    return survey
        .claim(attempt)
        .map(claim -> {
          List<Held> machines =
              survey.with(attempt).stream()
                  .filter(host -> claim.hosts().contains(host.name()))
                  .map(host -> new Held(host, new Standing.Up()))
                  .toList();
          return new Holding(attempt, machines, true, claim.labels(), true);
        })
        .filter(holding -> !holding.machines().isEmpty());
  }

  private Held held(String name, AttemptId attempt, Claim claim, Survey survey) {
    Optional<Machine> host = inventory.host(name);
    if (host.isEmpty()) {
      return new Held(
          new Machine(name, name, null, null, null, null),
          new Standing.Over(name + " is no more among the target's hosts"));
    }
    Optional<String> silence = survey.silence(host.get());
    if (silence.isPresent()) {
      return new Held(
          host.get(),
          off.apply(host.get())
              .<Standing>map(Standing.Over::new)
              .orElseGet(() -> new Standing.Unknown(silence.get())));
    }
    // An attempt's own hosts get its claim before any other does.
    boolean made =
        survey.heard().entrySet().stream()
            .anyMatch(other ->
                !claim.hosts().contains(other.getKey().name())
                    && other.getValue().containsKey(attempt));
    return new Held(
        host.get(),
        made && survey.without(attempt).contains(host.get()) && !survey.sealed(attempt)
            ? new Standing.Over(name + " answers, and nothing of the attempt is on its disk")
            : new Standing.Up());
  }

  @Override
  public Seal seal(AttemptId attempt) throws TargetTroubleException {
    hosts.seal(attempt);
    Survey survey = hosts.survey();
    Optional<Holding> holding = holding(attempt, survey);
    return new Seal() {
      @Override
      public Optional<Holding> holding() {
        return holding;
      }

      @Override
      public ReleaseOutcome giveBack() throws TargetTroubleException {
        return givingBack.giveBack(attempt, survey);
      }
    };
  }

  /** They cost the same whoever has them. */
  @Override
  public Optional<Instant> heldSince(AttemptId attempt) {
    return Optional.empty();
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    Survey survey = hosts.survey();
    Room all = new Room(0, 0, 0);
    Room free = all;
    Map<String, AcceleratorCapacity> accelerators = new TreeMap<>();
    for (Machine host : survey.heard().keySet()) {
      Room room = inventory.room(host);
      Room left = room.without(survey.taken(host));
      all = all.with(room);
      free = free.with(left);
      String kind = inventory.acceleratorKind(host);
      if (kind != null) {
        accelerators.merge(
            kind,
            new AcceleratorCapacity(kind, room.accelerators(), left.accelerators()),
            (a, b) -> new AcceleratorCapacity(kind, a.total() + b.total(), a.free() + b.free()));
      }
    }
    return new Capacity(
        all.cpus(),
        free.cpus(),
        all.memoryMiB(),
        free.memoryMiB(),
        List.copyOf(accelerators.values()),
        survey.attempts().size(),
        inventory.target().maximumAttempts(),
        null);
  }

  @Override
  public void close() {
    // The shells are their owner's.
  }
}
