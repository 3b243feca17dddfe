package dev.berth.monitor.streams;

import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** How many of a partition's jobs stand in each phase, kept as they move and never counted anew. */
final class PhaseTally {

  private final KeyValueStore<String, Long> store;

  PhaseTally(KeyValueStore<String, Long> store) {
    this.store = store;
  }

  /**
   * Takes in that a job has moved.
   *
   * @return whether a number is another now
   */
  boolean move(@Nullable JobState before, @Nullable JobState after) {
    JobPhase was = before == null ? null : before.phase();
    JobPhase is = after == null ? null : after.phase();
    if (was == is) {
      return false;
    }
    if (was != null) {
      add(was, -1);
    }
    if (is != null) {
      add(is, 1);
    }
    return true;
  }

  Map<JobPhase, Long> counts() {
    Map<JobPhase, Long> counts = new EnumMap<>(JobPhase.class);
    for (JobPhase phase : JobPhase.values()) {
      counts.put(phase, count(phase));
    }
    return counts;
  }

  private void add(JobPhase phase, long jobs) {
    store.put(phase.toString(), count(phase) + jobs);
  }

  private long count(JobPhase phase) {
    Long count = store.get(phase.toString());
    return count == null ? 0 : count;
  }
}
