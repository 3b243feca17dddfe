package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Removes what released attempts left, their tombstones among it, a bounded part of it an hour. */
final class Clearing {

  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final int AT_ONCE = 200;

  private final Optional<SiteFiles> files;
  private final SlurmSettings settings;
  private final Clock clock;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.EPOCH);

  Clearing(Optional<SiteFiles> files, SlurmSettings settings, Clock clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
  }

  /** Clears if it is time to. */
  void ifDue() throws TargetTroubleException {
    Instant now = clock.instant();
    Instant due = next.get();
    if (files.isEmpty() || now.isBefore(due) || !next.compareAndSet(due, now.plus(INTERVAL))) {
      return;
    }
    String folder = settings.scratch() + Past.FOLDER;
    for (String name :
        files.get().aged(folder, FileTombstones.RELEASED, settings.retention(), AT_ONCE)) {
      Optional<AttemptId> attempt = Past.attempt(name);
      if (attempt.isPresent()) {
        AttemptPaths paths = new AttemptPaths(settings.scratch(), attempt.get());
        files.get().remove(paths.output());
        files.get().remove(paths.folder());
      }
    }
  }
}
