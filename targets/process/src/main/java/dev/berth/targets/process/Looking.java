package dev.berth.targets.process;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what an attempt's folder and the process table say of it together. */
final class Looking {

  private static final int SIGKILL = 9;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /** How long after its claim a leader may take to say who it is. */
  private static final Duration SPEAKS_WITHIN = Duration.ofSeconds(30);

  private final Clock clock;

  Looking(Clock clock) {
    this.clock = clock;
  }

  Observation at(AttemptFolder folder) throws IOException {
    List<WorkerFolder> workers = folder.workers();
    Instant latestEnd = Instant.EPOCH;
    Instant started = Instant.EPOCH;
    int ended = 0;
    int running = 0;
    for (int rank = 0; rank < workers.size(); rank++) {
      WorkerFolder worker = workers.get(rank);
      Optional<Leader> leader = worker.leader();
      // The record is looked for after the process: it is written before the process ends.
      boolean lives = leader.isPresent() && leader.get().lives();
      Optional<ExitRecord> exit = worker.exit();
      if (exit.isPresent()) {
        if (exit.get().code() != 0) {
          return failed(worker, rank, workers.size(), exit.get());
        }
        ended++;
        latestEnd = exit.get().endedAt().isAfter(latestEnd) ? exit.get().endedAt() : latestEnd;
      } else if (lives) {
        running++;
        started = Files.getLastModifiedTime(worker.path().resolve("leader")).toInstant();
      } else if (leader.isPresent()) {
        return new Observation.Gone(
            "process %s of worker %d is gone and left no exit record"
                .formatted(leader.get(), rank));
      } else if (worker.claimedBefore(clock.instant().minus(SPEAKS_WITHIN))) {
        return new Observation.Gone("worker " + rank + " died before it said who it was");
      }
    }
    if (ended == workers.size() && ended > 0) {
      return new Observation.Succeeded(latestEnd);
    }
    return ended + running == workers.size() && running > 0
        ? new Observation.Running(started)
        : new Observation.Pending("its processes are being started", null);
  }

  private static Observation failed(WorkerFolder worker, int rank, int of, ExitRecord exit)
      throws IOException {
    String who = of == 1 ? "the program" : "worker " + rank;
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
}
