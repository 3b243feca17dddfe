package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
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
import dev.berth.targets.slurm.conversation.HeldPlace;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.rendering.Rendering;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One user's jobs of one Slurm, in the place that the fleet file names. */
final class SlurmDriver implements Driver {

  private final Target target;
  private final SlurmSettings settings;
  private final Ways ways;
  private final Looks looks;
  private final Submitting submitting;
  private final Releasing releasing;
  private final Clearing clearing;
  private final Polling polling;
  private final Measuring measuring;
  private volatile int live;

  SlurmDriver(Target target, SlurmSettings settings, Clock clock) {
    this.target = target;
    this.settings = settings;
    this.ways = Ways.of(settings, clock);
    this.looks = new Looks(target.id(), ways, settings, clock);
    Tombstones tombstones =
        ways.files()
            .<Tombstones>map(files -> new FileTombstones(files, settings.scratch()))
            .orElseGet(() ->
                new JobTombstones(
                    ways.conversation(),
                    new HeldPlace(settings.account(), settings.partition(), settings.qos())));
    Underway underway = new Underway(settings.settle(), settings.timeout(), clock);
    SeenWaits seen = new SeenWaits(clock);
    this.submitting =
        new Submitting(ways, new Rendering(target, settings), looks, underway, settings.scratch());
    this.releasing =
        new Releasing(
            ways.conversation(),
            looks,
            tombstones,
            underway,
            new DeadNodes(ways.conversation(), settings.nodeDeathAfter(), clock));
    this.clearing = new Clearing(ways.files(), settings, clock);
    Looking looking = new Looking(target.id(), ways, tombstones, seen, settings, clock);
    this.polling =
        new Polling(looking::all, new Pace(settings.pollInterval(), settings.pollMaximum()));
    this.measuring = new Measuring(target, ways.conversation(), settings, seen, () -> live, clock);
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    return submitting.submit(submission);
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    ReleaseOutcome outcome = releasing.release(attempt);
    if (outcome instanceof ReleaseOutcome.Released) {
      clearing.ifDue();
    }
    return outcome;
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    List<NativeAttempt> found = polling.next();
    live = found.size();
    return found;
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) throws TargetTroubleException {
    return new LookingWatch(polling::awaitNext, Duration.ZERO, listener, toString()).start();
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    return measuring.capacity();
  }

  @Override
  public Optional<InputStream> logs(AttemptId attempt, boolean follow)
      throws TargetTroubleException {
    SiteFiles files =
        ways.files()
            .orElseThrow(() ->
                new TargetTroubleException(
                    "slurmrestd shows no files: driver.settings.host or mount says how to read "
                        + settings.scratch()));
    String path = new AttemptPaths(settings.scratch(), attempt).output();
    if (files.read(path, 0, 1).isEmpty() && (!follow || !goesOn(attempt))) {
      return Optional.empty();
    }
    return Optional.of(new Output(files, path, () -> follow && goesOn(attempt)));
  }

  private boolean goesOn(AttemptId attempt) throws TargetTroubleException {
    return looks.inQueue(attempt).jobs().stream().anyMatch(job -> !job.state().isOver());
  }

  @Override
  public void close() {
    ways.close();
  }

  @Override
  public String toString() {
    return "Slurm of " + target.id();
  }
}
