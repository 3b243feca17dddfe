package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Accounting;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the queue no longer has: by the accounting, and by the folders that attempts leave. */
final class Past {

  static final String FOLDER = "/attempts";

  /** Names in one question. */
  private static final int AT_ONCE = 200;

  private final TargetId target;
  private final Ways ways;
  private final Tombstones tombstones;
  private final SlurmSettings settings;
  private final Clock clock;

  Past(TargetId target, Ways ways, Tombstones tombstones, SlurmSettings settings, Clock clock) {
    this.target = target;
    this.ways = ways;
    this.tombstones = tombstones;
    this.settings = settings;
    this.clock = clock;
  }

  /** Attempts that were here and are not known to be released, but for those that the queue has. */
  List<Known> unreleased(Set<AttemptId> inQueue) throws TargetTroubleException {
    Set<AttemptId> attempts =
        ways.files().isPresent()
            ? named(ways.files().get().names(settings.scratch() + FOLDER))
            : marked();
    attempts.removeAll(inQueue);
    Set<AttemptId> buried = new HashSet<>();
    for (List<AttemptId> part : parts(attempts)) {
      buried.addAll(tombstones.among(part, List.of()));
    }
    attempts.removeAll(buried);
    return attempts.stream().map(Known::byFile).toList();
  }

  private static Set<AttemptId> named(Collection<String> names) {
    Set<AttemptId> attempts = new HashSet<>();
    names.forEach(name -> attempt(name).ifPresent(attempts::add));
    return attempts;
  }

  /**
   * Where accounting keeps comments; elsewhere names alone would take in jobs of the user's own.
   */
  private Set<AttemptId> marked() throws TargetTroubleException {
    List<JobRow> rows = accounting(Set.of());
    Set<AttemptId> attempts = new HashSet<>();
    for (JobRow row : rows) {
      row.mark()
          .filter(mark -> mark.target().equals(target))
          .ifPresent(mark -> attempts.add(mark.attempt()));
    }
    Set<String> names = rows.stream().map(JobRow::name).collect(Collectors.toSet());
    attempts.removeIf(attempt -> names.contains(JobTombstones.name(attempt)));
    return attempts;
  }

  /** The last runs of these attempts' jobs that the accounting calls over. */
  Map<AttemptId, JobRow> rows(Set<AttemptId> attempts) throws TargetTroubleException {
    Map<AttemptId, JobRow> rows = new HashMap<>();
    for (List<AttemptId> part : parts(attempts)) {
      Set<String> names = part.stream().map(AttemptId::toString).collect(Collectors.toSet());
      for (JobRow row : accounting(names)) {
        boolean another =
            row.mark().map(mark -> !mark.target().equals(target)).orElse(!row.comment().isEmpty());
        if (row.state().isOver() && !another) {
          attempt(row.name()).ifPresent(attempt -> rows.put(attempt, row));
        }
      }
    }
    return rows;
  }

  /** Those of these attempts whose tombstone is a job that has left the queue. */
  Set<AttemptId> buried(Set<AttemptId> attempts) throws TargetTroubleException {
    Set<AttemptId> buried = new HashSet<>();
    if (ways.files().isPresent()) {
      return buried;
    }
    for (List<AttemptId> part : parts(attempts)) {
      Set<String> names = part.stream().map(JobTombstones::name).collect(Collectors.toSet());
      Set<String> there = accounting(names).stream().map(JobRow::name).collect(Collectors.toSet());
      part.stream()
          .filter(attempt -> there.contains(JobTombstones.name(attempt)))
          .forEach(buried::add);
    }
    return buried;
  }

  /** A folder's name is the attempt's: {@link AttemptPaths#folder}. */
  static Optional<AttemptId> attempt(String name) {
    try {
      return Optional.of(AttemptId.parse(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<JobRow> accounting(Set<String> names) throws TargetTroubleException {
    return switch (ways.conversation()
        .accounting(names, clock.instant().minus(settings.retention()))) {
      case Accounting.Kept kept -> kept.rows();
      case Accounting.Off _ -> List.of();
    };
  }

  private static List<List<AttemptId>> parts(Collection<AttemptId> attempts) {
    List<AttemptId> all = List.copyOf(attempts);
    List<List<AttemptId>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      parts.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return parts;
  }
}
