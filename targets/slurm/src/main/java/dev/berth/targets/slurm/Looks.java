package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Accounting;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for single attempts by name, many at once. */
final class Looks {

  private final TargetId target;
  private final Batched<List<JobRow>> queue;
  private final Batched<Accounting> accounting;
  private final Optional<Batched<Map<String, String>>> files;

  Looks(TargetId target, Ways ways, SlurmSettings settings, Clock clock) {
    this.target = target;
    Conversation conversation = ways.conversation();
    // A turn may have to wait for one that takes all of its time.
    var patience = settings.timeout().multipliedBy(3);
    this.queue = new Batched<>(conversation::queue, patience);
    this.accounting =
        new Batched<>(
            names -> conversation.accounting(names, clock.instant().minus(settings.retention())),
            patience);
    this.files = ways.files().map(files -> new Batched<>(files::present, patience));
  }

  /** What there is of an attempt in one place. */
  record Found(List<JobRow> jobs, boolean buried) {
    Found {
      jobs = List.copyOf(jobs);
    }

    boolean isNothing() {
      return jobs.isEmpty() && !buried;
    }

    /**
     * Without jobs that are still to end: what accounting calls so and the queue does not have,
     * slurmctld has forgotten. Killed, it forgets what it took in the seconds before.
     */
    Found over() {
      return new Found(jobs.stream().filter(job -> job.state().isOver()).toList(), buried);
    }
  }

  /** In the queue, the first submitted first. */
  Found inQueue(AttemptId attempt) throws TargetTroubleException {
    return found(attempt, queue.about(names(attempt)));
  }

  /** In the accounting; nothing where there is none. */
  Found inAccounting(AttemptId attempt) throws TargetTroubleException {
    return switch (accounting.about(names(attempt))) {
      case Accounting.Kept kept -> found(attempt, kept.rows());
      case Accounting.Off _ -> new Found(List.of(), false);
    };
  }

  /** Those of these files that are there, with their content; none where files are not reached. */
  Map<String, String> files(Set<String> paths) throws TargetTroubleException {
    return files.isPresent() ? files.get().about(paths) : Map.of();
  }

  private static Set<String> names(AttemptId attempt) {
    return Set.of(attempt.toString(), JobTombstones.name(attempt));
  }

  private Found found(AttemptId attempt, List<JobRow> rows) {
    return new Found(
        rows.stream()
            .filter(row -> row.name().equals(attempt.toString()) && isOurs(row))
            .sorted(Comparator.comparingLong(JobRow::job))
            .toList(),
        rows.stream().anyMatch(row -> row.name().equals(JobTombstones.name(attempt))));
  }

  /** The accounting of most sites keeps no comments; there the name has to do. */
  private boolean isOurs(JobRow row) {
    return row.comment().isEmpty()
        || row.mark().map(mark -> mark.target().equals(target)).orElse(false);
  }
}
