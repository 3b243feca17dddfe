package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One pool of processes on this machine. */
final class ProcessDriver implements Driver {

  private final Target target;
  private final PoolSettings settings;
  private final Pool pool;
  private final Looking looking;
  private final Room room;
  private final Launching launching;
  private final Stopping stopping;
  private final Clearing clearing;
  private final Clock clock;

  ProcessDriver(Target target, Map<String, String> environment, Clock clock) {
    this.target = target;
    this.settings = PoolSettings.of(target);
    this.pool = new Pool(settings);
    this.looking = new Looking(clock);
    this.room = new Room(target, looking);
    this.launching = new Launching(settings, environment);
    this.stopping = new Stopping(settings, clock);
    this.clearing = new Clearing(pool, settings.retention(), clock);
    this.clock = clock;
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    Optional<String> unfit = Unfit.of(submission.spec());
    if (unfit.isPresent()) {
      return new SubmitOutcome.Refused(FailureCategory.CONFIGURATION, unfit.get());
    }
    SubmitOutcome outcome = pool.alone(() -> submitAlone(submission));
    return outcome instanceof SubmitOutcome.Submitted taken
        ? pool.reachable(() -> named(submission, taken))
        : outcome;
  }

  private SubmitOutcome submitAlone(Submission submission) throws IOException {
    AttemptId attempt = submission.attempt();
    AttemptFolder folder = pool.folder(attempt);
    if (pool.released(attempt) || folder.closed()) {
      // Infrastructure, for the one who hears this first: a crash kept the first answer from it.
      return new SubmitOutcome.Refused(
          FailureCategory.INFRASTRUCTURE, "attempt " + attempt + " was released here");
    }
    Optional<Kept> before = folder.kept();
    if (before.isEmpty()) {
      Capacity capacity = room.of(pool.unreleased());
      int workers = room.workers(submission.spec(), capacity);
      if (workers < submission.spec().workers().min()) {
        return new SubmitOutcome.Refused(
            FailureCategory.CAPACITY, room.want(submission.spec(), capacity));
      }
      make(submission, folder, workers);
    } else if (!before.get().digest().equals(digest(submission.spec()))) {
      return new SubmitOutcome.Refused(
          FailureCategory.CONFIGURATION,
          "attempt " + attempt + " is there already, with another spec");
    }
    start(submission, folder);
    return new SubmitOutcome.Submitted("starting", before.isPresent());
  }

  /** Waits for the workers' names without the lock: a slow one holds up nobody else. */
  private SubmitOutcome named(Submission submission, SubmitOutcome.Submitted taken)
      throws IOException {
    AttemptFolder folder = pool.folder(submission.attempt());
    List<WorkerFolder> workers = folder.submitted();
    Waiting.until(
        clock,
        settings.grace(),
        () -> {
          for (WorkerFolder worker : workers) {
            if (worker.leader().isEmpty()) {
              return false;
            }
          }
          return true;
        });
    for (WorkerFolder worker : workers) {
      if (!worker.claimed() && folder.exists()) {
        throw new IOException("worker " + worker.rank() + " could not be started; see its launch");
      }
    }
    return new SubmitOutcome.Submitted(nativeId(folder), taken.adopted());
  }

  private void make(Submission submission, AttemptFolder folder, int workers) throws IOException {
    Path ready = pool.staging();
    Launching.prepare(ready, workers);
    new AttemptFolder(submission.attempt(), ready)
        .keep(
            new Kept(
                submission.attempt().toString(),
                digest(submission.spec()),
                workers,
                submission.spec().resources(),
                submission.traceparent(),
                clock.instant()));
    if (!pool.place(ready, folder)) {
      throw new IOException(folder.path() + " was made by somebody who does not keep the lock");
    }
  }

  /** Starts what has not started; the claim in each worker's folder makes a repeat harmless. */
  private void start(Submission submission, AttemptFolder folder) throws IOException {
    List<WorkerFolder> workers = folder.submitted();
    for (WorkerFolder worker : workers) {
      if (!worker.claimed()) {
        launching.start(submission, folder, worker.rank(), workers.size());
      }
    }
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    AttemptFolder folder = pool.folder(attempt);
    Optional<ReleaseOutcome> known = pool.alone(() -> keepAway(folder));
    if (known.isPresent()) {
      return known.get();
    }
    return pool.reachable(() -> {
      int left = stopping.end(folder);
      if (left > 0) {
        return new ReleaseOutcome.Releasing(left + " processes still live");
      }
      pool.release(attempt);
      clearing.ifDue();
      return new ReleaseOutcome.Released("no process of it is left");
    });
  }

  /**
   * Makes sure that nothing of the attempt starts any more.
   *
   * @return the answer, if that is all there is to do
   */
  private Optional<ReleaseOutcome> keepAway(AttemptFolder folder) throws IOException {
    if (pool.released(folder.attempt())) {
      return Optional.of(new ReleaseOutcome.Released("released before"));
    }
    if (!folder.exists()) {
      pool.release(folder.attempt());
      return Optional.of(new ReleaseOutcome.Released("it was never here, and cannot come"));
    }
    folder.close();
    for (WorkerFolder worker : folder.workers()) {
      worker.claim();
    }
    return Optional.empty();
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    return pool.reachable(() -> {
      List<AttemptFolder> folders = pool.unreleased();
      looking.only(folders);
      List<NativeAttempt> found = new ArrayList<>();
      for (AttemptFolder folder : folders) {
        Optional<Sight> sight = looking.at(folder);
        if (sight.isPresent()) {
          found.add(
              new NativeAttempt(
                  folder.attempt(),
                  looking.nativeId(folder),
                  sight.get().observation(),
                  looking.kept(folder).map(Kept::traceparent).orElse(null)));
        }
      }
      return found;
    });
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) throws TargetTroubleException {
    find();
    return new PoolWatch(this, settings.interval(), listener).start();
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    return pool.reachable(() -> room.of(pool.unreleased()));
  }

  @Override
  public Optional<InputStream> logs(AttemptId attempt, boolean follow)
      throws TargetTroubleException {
    return pool.reachable(() -> {
      AttemptFolder folder = pool.folder(attempt);
      List<WorkerFolder> workers = folder.workers();
      boolean over = workers.isEmpty();
      if (over) {
        workers = pool.releasedFolder(attempt).workers();
      }
      return workers.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new FollowedLogs(
                  workers.stream().map(WorkerFolder::log).toList(),
                  () -> follow && !over && goesOn(folder),
                  settings.interval()));
    });
  }

  private boolean goesOn(AttemptFolder folder) {
    return !pool.released(folder.attempt())
        && looking.at(folder).map(Sight::takesRoom).orElse(false);
  }

  @Override
  public void close() {
    // Holds no connection; a watch is ended by its subscription.
  }

  @Override
  public String toString() {
    return "process pool " + target.id();
  }

  private static String nativeId(AttemptFolder folder) throws IOException {
    return folder.worker(0).leader().map(Incarnation::toString).orElse("starting");
  }

  private static String digest(JobSpec spec) throws IOException {
    return UUID.nameUUIDFromBytes(Json.mapper().writeValueAsBytes(spec)).toString();
  }
}
