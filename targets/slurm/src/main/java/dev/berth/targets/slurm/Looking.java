package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.reading.JobReading;
import dev.berth.targets.slurm.script.Ending;
import dev.berth.targets.slurm.script.ExitRecord;
import dev.berth.targets.slurm.script.Mark;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what Slurm says of attempts, with one question about all of them. How one ended stays as it
 * was first seen, until it is released. What has left the queue is looked for in the accounting and
 * in the exit record. One thread at a time looks.
 */
final class Looking {

  /** So many looks in a row neither queue nor accounting nor files knew of it: it is forgotten. */
  private static final int MISSES = 5;

  private final TargetId target;
  private final Ways ways;
  private final Tombstones tombstones;
  private final Past past;
  private final ExitRecords records;
  private final SeenWaits waits;
  private final SlurmSettings settings;
  private final Clock clock;
  private final Map<AttemptId, Known> known = new TreeMap<>();
  private final Set<AttemptId> released = new HashSet<>();
  private boolean pastIsKnown;

  Looking(
      TargetId target,
      Ways ways,
      Tombstones tombstones,
      SeenWaits waits,
      SlurmSettings settings,
      Clock clock) {
    this.target = target;
    this.waits = waits;
    this.ways = ways;
    this.tombstones = tombstones;
    this.records = new ExitRecords(ways.files(), settings.scratch());
    this.past = new Past(target, ways, tombstones, settings, clock);
    this.settings = settings;
    this.clock = clock;
  }

  List<NativeAttempt> all() throws TargetTroubleException {
    List<JobRow> queue = ways.conversation().queue();
    Map<AttemptId, List<JobRow>> ours = ours(queue);
    if (!pastIsKnown) {
      past.unreleased(ours.keySet()).forEach(one -> known.putIfAbsent(one.attempt(), one));
      pastIsKnown = true;
    }
    forgetReleased(queue, ours);
    Map<AttemptId, JobRow> rows = new HashMap<>();
    ours.forEach((attempt, all) -> rows.put(attempt, chosen(all)));
    Set<AttemptId> gone = new HashSet<>();
    known.forEach((attempt, one) -> {
      if (one.concluded() == null && !rows.containsKey(attempt)) {
        gone.add(attempt);
      }
    });
    past.rows(gone).forEach(rows::putIfAbsent);
    conclude(rows, gone);
    waits.saw(rows.values());
    return known.values().stream().flatMap(one -> one.seen().stream()).toList();
  }

  /** Takes what is seen into what is known. */
  private void conclude(Map<AttemptId, JobRow> rows, Set<AttemptId> gone)
      throws TargetTroubleException {
    Set<AttemptId> ended = new HashSet<>(gone);
    rows.forEach((attempt, row) -> {
      if (row.state().isOver() && !isConcluded(attempt, row)) {
        ended.add(attempt);
      }
    });
    Map<AttemptId, ExitRecord> left = records.of(ended);
    for (Map.Entry<AttemptId, JobRow> one : rows.entrySet()) {
      if (!isConcluded(one.getKey(), one.getValue())) {
        see(one.getKey(), one.getValue(), left.get(one.getKey()));
      }
    }
    for (AttemptId attempt : gone) {
      if (!rows.containsKey(attempt)) {
        byRecordAlone(attempt, left.get(attempt));
      }
    }
  }

  private boolean isConcluded(AttemptId attempt, JobRow row) {
    Known one = known.get(attempt);
    return one != null && one.concluded() != null && one.job().equals(Long.toString(row.job()));
  }

  private void see(AttemptId attempt, JobRow row, @Nullable ExitRecord record)
      throws TargetTroubleException {
    Observation seen = JobReading.read(row, record, settings.startWithin(), clock.instant());
    boolean over = row.state().isOver();
    Observation kept = over ? records.withOutput(attempt, seen) : seen;
    String traceparent = row.mark().map(Mark::traceparent).orElse(null);
    known.put(
        attempt,
        new Known(attempt, Long.toString(row.job()), traceparent, over ? kept : null, kept, 0));
  }

  /** Neither queue nor accounting has it; its batch script may have left how it ended. */
  private void byRecordAlone(AttemptId attempt, @Nullable ExitRecord record)
      throws TargetTroubleException {
    Known before = known.get(attempt);
    if (before == null) {
      return;
    }
    if (record != null && record.ending() != Ending.DUPLICATE) {
      Observation seen = records.withOutput(attempt, JobReading.read(record));
      known.put(attempt, new Known(attempt, before.job(), before.traceparent(), seen, seen, 0));
    } else if (before.missed() >= MISSES) {
      known.remove(attempt);
    } else {
      known.put(attempt, before.missedAgain());
    }
  }

  /** What was released is listed no more; what lives in spite of that is, to be ended again. */
  private void forgetReleased(List<JobRow> queue, Map<AttemptId, List<JobRow>> ours)
      throws TargetTroubleException {
    Set<AttemptId> ended = new HashSet<>();
    ours.forEach((attempt, rows) -> {
      if (isOver(rows)) {
        ended.add(attempt);
      }
    });
    known.forEach((attempt, one) -> {
      if (one.concluded() != null) {
        ended.add(attempt);
      }
    });
    Set<AttemptId> buried = new HashSet<>(tombstones.among(ended, queue));
    Set<AttemptId> left = new HashSet<>(ended);
    left.removeAll(buried);
    left.removeAll(ours.keySet());
    buried.addAll(past.buried(left));
    known.keySet().removeAll(buried);
    released.retainAll(ours.keySet());
    buried.stream().filter(ours::containsKey).forEach(released::add);
    ours.keySet().removeAll(buried);
  }

  /** This target's jobs by attempt; those of attempts that are over and released are left out. */
  private Map<AttemptId, List<JobRow>> ours(List<JobRow> queue) {
    Map<AttemptId, List<JobRow>> ours = new HashMap<>();
    for (JobRow row : queue) {
      Optional<Mark> mark = row.mark();
      if (mark.isPresent()
          && mark.get().target().equals(target)
          && row.name().equals(mark.get().attempt().toString())) {
        ours.computeIfAbsent(mark.get().attempt(), _ -> new ArrayList<>()).add(row);
      }
    }
    ours.entrySet().removeIf(one -> released.contains(one.getKey()) && isOver(one.getValue()));
    return ours;
  }

  private static boolean isOver(List<JobRow> rows) {
    return rows.stream().allMatch(row -> row.state().isOver());
  }

  /** Of several, the one that runs or ran the attempt; the others found it taken, or will. */
  private static JobRow chosen(List<JobRow> rows) {
    return rows.stream()
        .min(Comparator.comparing(Looking::isDuplicate).thenComparingLong(JobRow::job))
        .orElseThrow();
  }

  private static boolean isDuplicate(JobRow row) {
    return row.mark()
        .map(Mark::note)
        .flatMap(Ending::named)
        .map(ending -> ending == Ending.DUPLICATE)
        .orElse(false);
  }
}
