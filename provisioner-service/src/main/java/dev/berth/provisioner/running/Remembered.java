package dev.berth.provisioner.running;

import dev.berth.contracts.JobId;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.LaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a partition's lanes know of jobs without work, as far as there is room for it. */
final class Remembered {

  /** How far the clocks of who decides and of this replica may be apart. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private record Idle(LaneState state, Instant heardOf) {}

  private final int most;

  /** Whom it has not heard of for longest comes first, and is forgotten first. */
  private final Map<JobId, Idle> jobs = new LinkedHashMap<>();

  private Instant forgotten = Instant.MIN;

  /**
   * @param most how many jobs there is room for
   */
  Remembered(int most) {
    this.most = most;
  }

  LaneState of(JobId job) {
    Idle idle = jobs.get(job);
    return idle == null ? LaneState.EMPTY : idle.state();
  }

  void keep(JobId job, LaneState state, Instant heardOf) {
    remove(job);
    jobs.put(job, new Idle(state, heardOf));
    if (jobs.size() > most) {
      Iterator<Idle> oldest = jobs.values().iterator();
      Instant last = oldest.next().heardOf();
      oldest.remove();
      forgotten = last.isAfter(forgotten) ? last : forgotten;
    }
  }

  void remove(JobId job) {
    jobs.remove(job);
  }

  void clear() {
    jobs.clear();
  }

  /**
   * The same input; a decision is not the first that is heard of its attempt for certain if what
   * followed from it may have been forgotten.
   */
  LaneInput asFarAsKnown(LaneInput input) {
    return input instanceof LaneInput.Placed placed
            && !placed.decided().isAfter(forgotten.plus(CLOCKS_DIFFER))
        ? placed.notFirst()
        : input;
  }
}
