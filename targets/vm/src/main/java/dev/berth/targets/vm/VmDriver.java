package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.LookingWatch;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.making.MadeMachines;
import dev.berth.targets.vm.making.MakingSettings;
import dev.berth.targets.vm.power.PowerProgram;
import dev.berth.targets.vm.power.PowerStatus;
import dev.berth.targets.vm.power.PowerVigil;
import dev.berth.targets.vm.remote.Everywhere;
import dev.berth.targets.vm.remote.Shells;
import dev.berth.targets.vm.running.Gang;
import dev.berth.targets.vm.running.Program;
import dev.berth.targets.vm.running.Runs;
import dev.berth.targets.vm.standing.Inventory;
import dev.berth.targets.vm.standing.StandingHosts;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A driver over the machines of one source. */
final class VmDriver implements Driver {

  private final Target target;
  private final VmSettings settings;
  private final @Nullable PowerVigil vigil;
  private final Shells shells;
  private final MachineSource source;
  private final Submitting submitting;
  private final Looking looking;
  private final Releasing releasing;
  private final Reprinting reprinting;

  VmDriver(Target target, VmSettings settings, Clock clock) {
    this.target = target;
    this.settings = settings;
    PowerVigil watching = vigil(settings, clock);
    this.vigil = watching;
    this.shells =
        watching == null
            ? new Shells(settings.access())
            : new Shells(settings.access(), watching::heard);
    this.source =
        switch (settings.origin()) {
          case Origin.Standing(Inventory inventory, _) ->
              new StandingHosts(
                  inventory,
                  shells,
                  settings.run().retentionDays(),
                  watching == null ? _ -> Optional.empty() : watching::silent);
          case Origin.Made(MakingSettings making) ->
              new MadeMachines(target, making, settings.run().retentionDays(), clock);
        };
    Runs runs = new Runs(shells, settings.run());
    // A connection that is made first, and then what is asked over it.
    Duration patience = settings.access().timeout().multipliedBy(2);
    this.submitting =
        new Submitting(
            target,
            source,
            settings.setUp().over(settings.access()::host),
            new Program(settings.run(), target.nodes()),
            new Gang(runs, settings.run(), patience));
    Looking.Connections connections = connections(settings.origin());
    this.looking = new Looking(source, connections, new Everywhere<>(runs::look, patience), clock);
    this.releasing = new Releasing(source, runs, patience, connections::leave);
    this.reprinting = new Reprinting(source, settings.origin().hosts(), runs, patience);
  }

  /** Hosts that stand are there whatever attempts there are. */
  private Looking.Connections connections(Origin origin) {
    boolean made = origin instanceof Origin.Made;
    return new Looking.Connections() {
      @Override
      public Set<Machine> open() {
        return made ? shells.open() : Set.of();
      }

      @Override
      public void leave(Collection<Machine> gone) {
        if (made) {
          shells.leave(gone);
        }
      }
    };
  }

  private static @Nullable PowerVigil vigil(VmSettings settings, Clock clock) {
    PowerStatus power =
        settings.origin() instanceof Origin.Standing standing ? standing.power() : null;
    if (power == null) {
      return null;
    }
    Duration timeout = settings.access().timeout();
    Instant opened = clock.instant();
    long openedNanos = System.nanoTime();
    // Whoever sets the clock proves nothing.
    return new PowerVigil(
        power,
        timeout,
        new PowerProgram(power, timeout)::ask,
        () -> opened.plusNanos(System.nanoTime() - openedNanos));
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    return submitting.submit(submission);
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    return releasing.release(attempt);
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    return looking.all();
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) throws TargetTroubleException {
    find();
    return new LookingWatch(looking::all, settings.interval(), listener, target.id().value())
        .start();
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    return source.capacity();
  }

  @Override
  public Optional<InputStream> logs(AttemptId attempt, boolean follow)
      throws TargetTroubleException {
    return reprinting.logs(attempt, () -> follow && goesOn(attempt));
  }

  private boolean goesOn(AttemptId attempt) throws TargetTroubleException {
    return find().stream()
        .filter(one -> one.attempt().equals(attempt))
        .map(NativeAttempt::observation)
        .anyMatch(VmDriver::mayPrint);
  }

  private static boolean mayPrint(Observation observation) {
    return switch (observation) {
      case Observation.Pending _, Observation.Running _, Observation.Unreachable _ -> true;
      case Observation.Succeeded _,
          Observation.Failed _,
          Observation.Absent _,
          Observation.Gone _ ->
          false;
    };
  }

  @Override
  public void close() {
    if (vigil != null) {
      vigil.close();
    }
    source.close();
    shells.close();
  }

  @Override
  public String toString() {
    return "virtual machines " + target.id();
  }
}
