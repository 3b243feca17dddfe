package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
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
  private final Clock clock;

  ProcessDriver(Target target, Map<String, String> environment, Clock clock) {
    this.target = target;
    this.settings = PoolSettings.of(target);
    this.pool = new Pool(settings);
    this.looking = new Looking(clock);
    this.room = new Room(target, looking);
    this.launching = new Launching(settings, environment);
    this.stopping = new Stopping(settings);
    this.clock = clock;
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    if (submission.spec().runtime() != JobRuntime.COMMAND) {
      return new SubmitOutcome.Refused(
          FailureCategory.CONFIGURATION,
          "a pool of processes cannot run the runtime " + submission.spec().runtime());
    }
    return pool.alone(() -> submitAlone(submission));
  }

  private SubmitOutcome submitAlone(Submission submission) throws IOException {
    AttemptFolder folder = pool.folder(submission.attempt());
    if (folder.closed()) {
      return new SubmitOutcome.Refused(
          FailureCategory.CONFIGURATION, "attempt " + submission.attempt() + " was released here");
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
          "attempt " + submission.attempt() + " is there already, with another spec");
    }
    start(submission, folder);
    String nativeId = folder.worker(0).leader().map(Leader::toString).orElse("starting");
    return new SubmitOutcome.Submitted(nativeId, before.isPresent());
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
    List<WorkerFolder> workers = folder.workers();
    for (int rank = 0; rank < workers.size(); rank++) {
      if (!workers.get(rank).claimed()) {
        launching.start(submission, folder, rank, workers.size());
      }
    }
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
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    AttemptFolder folder = pool.folder(attempt);
    boolean unknown =
        pool.alone(() -> {
          boolean none = folder.kept().isEmpty();
          folder.close();
          for (WorkerFolder worker : folder.workers()) {
            worker.claim();
          }
          return none;
        });
    return pool.reachable(() -> {
      if (folder.released()) {
        return new ReleaseOutcome.Released("released before");
      }
      List<ProcessHandle> left = end(folder);
      if (!left.isEmpty()) {
        return new ReleaseOutcome.Releasing(left.size() + " processes still live");
      }
      folder.release();
      return new ReleaseOutcome.Released(
          unknown ? "it was never here, and cannot come" : "no process of it is left");
    });
  }

  private List<ProcessHandle> end(AttemptFolder folder) throws IOException {
    List<ProcessHandle> living = stopping.living(folder);
    if (living.isEmpty()) {
      return living;
    }
    living.forEach(ProcessHandle::destroy);
    if (!Waiting.until(clock, settings.grace(), () -> stopping.living(folder).isEmpty())) {
      stopping.living(folder).forEach(ProcessHandle::destroyForcibly);
      Waiting.until(clock, settings.grace(), () -> stopping.living(folder).isEmpty());
    }
    return stopping.living(folder);
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    return pool.reachable(() -> {
      List<NativeAttempt> found = new ArrayList<>();
      for (AttemptFolder folder : pool.unreleased()) {
        look(folder).ifPresent(found::add);
      }
      return found;
    });
  }

  private Optional<NativeAttempt> look(AttemptFolder folder) throws IOException {
    Optional<Kept> kept = folder.kept();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NativeAttempt(
            folder.attempt(),
            folder.worker(0).leader().map(Leader::toString).orElse("starting"),
            looking.at(folder),
            kept.get().traceparent()));
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
    AttemptFolder folder = pool.folder(attempt);
    return pool.reachable(() -> {
      List<Path> logs = folder.workers().stream().map(WorkerFolder::log).toList();
      return logs.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new FollowedLogs(logs, () -> follow && goesOn(folder), settings.interval()));
    });
  }

  private boolean goesOn(AttemptFolder folder) throws IOException {
    return !folder.released()
        && switch (looking.at(folder)) {
          case Observation.Pending _, Observation.Running _ -> true;
          case Observation.Succeeded _,
              Observation.Failed _,
              Observation.Absent _,
              Observation.Gone _,
              Observation.Unreachable _ ->
              false;
        };
  }

  @Override
  public void close() {
    // Holds no connection; a watch is ended by its subscription.
  }

  @Override
  public String toString() {
    return "process pool " + target.id();
  }

  private static String digest(JobSpec spec) throws IOException {
    return UUID.nameUUIDFromBytes(Json.mapper().writeValueAsBytes(spec)).toString();
  }
}
