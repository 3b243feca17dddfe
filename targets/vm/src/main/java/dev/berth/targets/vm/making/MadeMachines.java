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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Machines that Terraform makes for each attempt. */
public final class MadeMachines implements MachineSource {

  private final Target target;
  private final Workshop workshop;
  private final Finding finding;
  private final Clearing clearing;
  private final Acquiring acquiring;

  /** For a target; nothing is run before it is asked. */
  public MadeMachines(Target target, MakingSettings settings, Clock clock) {
    this(target, settings, clock, new KeyScan(settings.bootTimeout()));
  }

  MadeMachines(Target target, MakingSettings settings, Clock clock, Arrival arrival) {
    this.target = target;
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
  public Optional<Holding> seal(AttemptId attempt) throws TargetTroubleException {
    try {
      workshop.tombstones().seal(attempt);
      Path folder = workshop.attempt(attempt);
      if (Files.exists(folder)) {
        Terraform.stop(folder);
      }
      return finding.find(attempt).of(attempt);
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public ReleaseOutcome giveBack(AttemptId attempt) throws TargetTroubleException {
    try {
      Tombstones tombstones = workshop.tombstones();
      tombstones.seal(attempt);
      Path folder = workshop.attempt(attempt);
      // Before the lock: whoever makes machines for it now is to stop.
      boolean stopped = !Files.exists(folder) || Terraform.stop(folder);
      try (AttemptLock _ = AttemptLock.of(workshop.locks(), attempt)) {
        boolean inOrder = stopped && (!Files.exists(folder) || endedInOrder(folder));
        Optional<Instant> until = clearing.clear(attempt, inOrder);
        if (until.isPresent()) {
          return new ReleaseOutcome.Releasing(
              "what a killed Terraform has ordered may still come until " + until.get());
        }
        String evidence = "the provider lists nothing of " + attempt + " any more";
        tombstones.bury(attempt, evidence);
        return new ReleaseOutcome.Released(evidence);
      }
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
