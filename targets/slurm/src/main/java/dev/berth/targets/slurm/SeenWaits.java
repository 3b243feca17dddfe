package dev.berth.targets.slurm;

import dev.berth.contracts.QueueWait;
import dev.berth.targets.slurm.conversation.JobRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How long Berth's own jobs waited that started last, by partition and size. */
final class SeenWaits {

  /** So long a wait tells of the queue as it is. */
  private static final Duration HOLDS = Duration.ofHours(6);

  private record Place(String partition, int nodes) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byName = partition.compareTo(other.partition);
      return byName != 0 ? byName : Integer.compare(nodes, other.nodes);
    }
  }

  private record Wait(Instant startedAt, Duration duration) {}

  private final Clock clock;
  private final Map<Place, Wait> waits = new TreeMap<>();

  SeenWaits(Clock clock) {
    this.clock = clock;
  }

  /** Takes in what runs. */
  synchronized void saw(Collection<JobRow> rows) {
    for (JobRow row : rows) {
      Instant submitted = row.submittedAt();
      Instant started = row.startedAt();
      if (row.state().base().equals("RUNNING") && submitted != null && started != null) {
        Duration wait = Duration.between(submitted, started);
        waits.merge(
            new Place(row.partition(), row.nodeCount()),
            new Wait(started, wait.isNegative() ? Duration.ZERO : wait),
            (before, now) -> now.startedAt().isBefore(before.startedAt()) ? before : now);
      }
    }
  }

  /** Those of the last hours. */
  synchronized List<QueueWait> recent() {
    Instant since = clock.instant().minus(HOLDS);
    waits.values().removeIf(wait -> wait.startedAt().isBefore(since));
    List<QueueWait> recent = new ArrayList<>();
    waits.forEach((place, wait) ->
        recent.add(
            new QueueWait(
                place.partition(), place.nodes(), Objects.requireNonNull(wait).duration())));
    return recent;
  }
}
