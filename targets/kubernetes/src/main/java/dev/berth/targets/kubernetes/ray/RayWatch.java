package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Asks the head again and again, since it tells nothing by itself, and tells what is another. */
final class RayWatch implements Subscription {

  private static final System.Logger LOG = System.getLogger(RayWatch.class.getName());

  private final RayLooking looking;
  private final Duration interval;
  private final NativeAttemptListener listener;
  private final Map<AttemptId, Observation> last = new HashMap<>();
  private final Thread asking;

  RayWatch(RayLooking looking, Duration interval, NativeAttemptListener listener) {
    this.looking = looking;
    this.interval = interval;
    this.listener = listener;
    this.asking = Thread.ofVirtual().name("ray watch").unstarted(this::run);
  }

  RayWatch start() {
    asking.start();
    return this;
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Set<AttemptId> there = new HashSet<>();
      for (NativeAttempt seen : looking.all()) {
        there.add(seen.attempt());
        if (!seen.observation().equals(last.put(seen.attempt(), seen.observation()))) {
          tell(seen);
        }
      }
      last.keySet().retainAll(there);
    } catch (TargetTroubleException e) {
      // A watch tells of changes only; that the head is away is seen by whoever asks it.
      last.clear();
    }
  }

  /** A listener's bug is its own: the watch goes on. */
  private void tell(NativeAttempt attempt) {
    try {
      listener.changed(attempt);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A listener failed. attempt=" + attempt.attempt(), e);
    }
  }

  @Override
  public void close() {
    asking.interrupt();
  }
}
