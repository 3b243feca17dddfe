package dev.berth.targets.process;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is known for ever of one attempt, and the look at the rest. */
final class Remembered {

  private static final int SIGKILL = 9;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final Kept kept;
  private final List<RememberedWorker> workers = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Observation conclusion;
  private @Nullable Sight last;

  Remembered(Kept kept) {
    this.kept = kept;
  }

  Kept kept() {
    return kept;
  }

  String nativeId() {
    lock.lock();
    try {
      return workers.isEmpty() ? "starting" : workers.getFirst().nativeId();
    } finally {
      lock.unlock();
    }
  }

  Sight look(AttemptFolder folder, Instant now) throws IOException {
    lock.lock();
    try {
      if (last != null && !last.takesRoom()) {
        return last;
      }
      while (workers.size() < kept.workers()) {
        workers.add(new RememberedWorker(folder.worker(workers.size())));
      }
      Sight seen = look(now);
      last = new Sight(judged(seen.observation(), folder.closedAt()), seen.takesRoom());
      return last;
    } finally {
      lock.unlock();
    }
  }

  private Sight look(Instant now) throws IOException {
    Instant latestEnd = Instant.EPOCH;
    Instant started = Instant.EPOCH;
    int ended = 0;
    int running = 0;
    boolean over = true;
    Observation suspicion = null;
    for (RememberedWorker worker : workers) {
      switch (worker.look(now)) {
        case RememberedWorker.Ended end -> {
          ended++;
          latestEnd = later(latestEnd, end.exit().endedAt());
          if (end.exit().code() != 0) {
            conclude(failed(worker.folder(), end.exit()));
          }
        }
        case RememberedWorker.Running run -> {
          running++;
          over = false;
          started = later(started, run.since());
        }
        case RememberedWorker.Gone gone -> conclude(new Observation.Gone(gone.evidence()));
        case RememberedWorker.Silent silent -> {
          over = false;
          suspicion = new Observation.Gone(silent.evidence());
        }
        case RememberedWorker.Starting _ -> over = false;
      }
    }
    Observation seen =
        suspicion == null || conclusion != null
            ? observation(ended, running, latestEnd, started)
            : suspicion;
    return new Sight(seen, !over);
  }

  /** A program's answer to the signals of its release says nothing of the program. */
  private static Observation judged(Observation seen, Optional<Instant> closedAt) {
    Optional<Instant> endedAt =
        switch (seen) {
          case Observation.Succeeded succeeded -> Optional.of(succeeded.endedAt());
          case Observation.Failed failed -> Optional.of(failed.endedAt());
          case Observation.Pending _,
              Observation.Running _,
              Observation.Gone _,
              Observation.Absent _,
              Observation.Unreachable _ ->
              Optional.empty();
        };
    // Exit records are to the second.
    return endedAt.isPresent()
            && closedAt.isPresent()
            && !endedAt.get().isBefore(closedAt.get().truncatedTo(ChronoUnit.SECONDS))
        ? new Observation.Gone("its processes were ended by its release")
        : seen;
  }

  private Observation observation(int ended, int running, Instant latestEnd, Instant started) {
    if (conclusion != null) {
      return conclusion;
    }
    if (ended == workers.size()) {
      return new Observation.Succeeded(latestEnd);
    }
    return ended + running == workers.size()
        ? new Observation.Running(started)
        : new Observation.Pending("its processes are being started", null);
  }

  /** The first bad news stays: what follows of the other workers follows from it. */
  private void conclude(Observation observation) {
    if (conclusion == null) {
      conclusion = observation;
    }
  }

  private Observation failed(WorkerFolder worker, ExitRecord exit) throws IOException {
    String who = workers.size() == 1 ? "the program" : "worker " + worker.rank();
    String reason =
        exit.signal().isPresent()
            ? who + " was ended by signal " + exit.signal().getAsInt()
            : who + " ended with exit code " + exit.code();
    return new Observation.Failed(
        category(exit), reason, exit.code(), worker.logTail(), exit.endedAt());
  }

  /** No program sends itself SIGKILL: the kernel for want of memory, or somebody on the machine. */
  private static FailureCategory category(ExitRecord exit) {
    if (exit.signal().orElse(0) == SIGKILL) {
      return FailureCategory.INFRASTRUCTURE;
    }
    return exit.code() == NOT_FOUND || exit.code() == NOT_EXECUTABLE
        ? FailureCategory.CONFIGURATION
        : FailureCategory.APPLICATION;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
