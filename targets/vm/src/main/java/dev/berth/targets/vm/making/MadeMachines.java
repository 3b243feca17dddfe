package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.machines.MachineWish;
import dev.berth.targets.vm.machines.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/** Machines that Terraform makes for each attempt. */
public final class MadeMachines implements MachineSource {

  private static final Duration PRUNED_EVERY = Duration.ofHours(1);

  private final Target target;
  private final int retentionDays;
  private final Clock clock;
  private final Workshop workshop;
  private final Finding finding;
  private final Clearing clearing;
  private final Acquiring acquiring;
  private final AtomicReference<Instant> pruned = new AtomicReference<>(Instant.EPOCH);

  /**
   * For a target; nothing is run before it is asked.
   *
   * @param retentionDays for how many days it is known that an attempt was released
   */
  public MadeMachines(Target target, MakingSettings settings, int retentionDays, Clock clock) {
    this(target, settings, retentionDays, clock, new KeyScan(settings.bootTimeout()));
  }

  MadeMachines(
      Target target, MakingSettings settings, int retentionDays, Clock clock, Arrival arrival) {
    this.target = target;
    this.retentionDays = retentionDays;
    this.clock = clock;
    this.workshop = new Workshop(settings);
    Terraform terraform = new Terraform(settings);
    this.finding = new Finding(workshop, terraform, target.id());
    this.clearing = new Clearing(workshop, terraform, finding, clock);
    this.acquiring = new Acquiring(target, workshop, terraform, finding, clearing, arrival, clock);
  }

  @Override
  public Acquisition acquire(AttemptId attempt, MachineWish wish) throws TargetTroubleException {
    try (AttemptLock _ = AttemptLock.of(workshop.locks(), attempt)) {
      return acquiring.acquire(attempt, wish);
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public List<Holding> holdings() throws TargetTroubleException {
    return finding.find(null).holdings();
  }

  @Override
  public Seal seal(AttemptId attempt) throws TargetTroubleException {
    try {
      workshop.tombstones().seal(attempt);
      Path folder = workshop.attempt(attempt);
      // Before the lock: whoever makes machines for it now is to stop.
      boolean stopped = !Files.exists(folder) || Terraform.stop(folder);
      // With the lock: whoever takes it next finds the tombstone, so that nothing is made after
      // this.
      try (AttemptLock _ = AttemptLock.of(workshop.locks(), attempt)) {
        return sealed(attempt, stopped, finding.find(attempt));
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private Seal sealed(AttemptId attempt, boolean stopped, Found found) {
    return new Seal() {
      @Override
      public Optional<Holding> holding() {
        return found.of(attempt);
      }

      @Override
      public ReleaseOutcome giveBack() throws TargetTroubleException {
        return MadeMachines.this.giveBack(attempt, stopped, found);
      }
    };
  }

  private ReleaseOutcome giveBack(AttemptId attempt, boolean stopped, Found found)
      throws TargetTroubleException {
    try {
      Tombstones tombstones = workshop.tombstones();
      Path folder = workshop.attempt(attempt);
      try (AttemptLock _ = AttemptLock.of(workshop.locks(), attempt)) {
        String cost = cost(attempt, folder, found);
        boolean inOrder = stopped && (!Files.exists(folder) || endedInOrder(folder));
        Optional<Instant> until = clearing.clear(attempt, inOrder, found);
        if (until.isPresent()) {
          return new ReleaseOutcome.Releasing(
              "what a killed Terraform has ordered may still come until " + until.get());
        }
        String evidence = "the provider lists nothing of %s any more%s".formatted(attempt, cost);
        tombstones.bury(attempt, evidence);
        pruneIfDue(tombstones);
        return new ReleaseOutcome.Released(evidence);
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private void pruneIfDue(Tombstones tombstones) throws IOException {
    Instant now = clock.instant();
    Instant last = pruned.get();
    if (now.isAfter(last.plus(PRUNED_EVERY)) && pruned.compareAndSet(last, now)) {
      tombstones.prune(now.minus(Duration.ofDays(retentionDays)));
    }
  }

  /** What is about to be destroyed, as the end of a sentence; empty if nothing is there. */
  private String cost(AttemptId attempt, Path folder, Found found) throws IOException {
    Optional<Order> order = workshop.order(folder);
    if (order.isPresent()) {
      return told(
          order.get().names().size(), CostSoFar.of(order.get(), target.nodes(), clock.instant()));
    }
    // Nobody here has ordered it: its marks tell.
    return found
        .of(attempt)
        .map(one -> told(one.machines().size(), CostSoFar.of(one, target.nodes(), clock.instant())))
        .orElse("");
  }

  private static String told(int machines, OptionalDouble dollars) {
    return "; its %s %s"
        .formatted(machines == 1 ? "machine" : machines + " machines", CostSoFar.told(dollars));
  }

  @Override
  public Optional<Instant> heldSince(AttemptId attempt) throws TargetTroubleException {
    try {
      return workshop.order(workshop.attempt(attempt)).map(Order::since);
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private static boolean endedInOrder(Path folder) throws IOException {
    Said said = Terraform.said(folder);
    return said.outputs().isPresent() || !said.complaints().isEmpty();
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    Found found = finding.find(null);
    return Room.of(target, found);
  }

  private TargetTroubleException trouble(IOException e) {
    return new TargetTroubleException(
        "the working folder " + workshop.settings().folder() + " cannot be used", e);
  }

  @Override
  public void close() {
    finding.close();
  }
}
