package dev.berth.targets.api;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a listener what is another than at the look before, for targets that send no events. Used
 * by one thread.
 */
public final class Changes {

  private static final System.Logger LOG = System.getLogger(Changes.class.getName());

  private final NativeAttemptListener listener;
  private Map<AttemptId, Observation> last = Map.of();

  /** Of which nothing has been seen yet. */
  public Changes(NativeAttemptListener listener) {
    this.listener = listener;
  }

  /**
   * Looks, and tells of each attempt that is new or is seen as something else. A watch tells of
   * changes only: that a target is away is seen by whoever asks it, and when it is back, everything
   * is told again.
   */
  public void after(Look look) {
    try {
      Map<AttemptId, Observation> now = new HashMap<>();
      for (NativeAttempt attempt : look.seen()) {
        now.put(attempt.attempt(), attempt.observation());
        if (!attempt.observation().equals(last.get(attempt.attempt()))) {
          tell(attempt);
        }
      }
      last = now;
    } catch (TargetTroubleException e) {
      last = Map.of();
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

  /** One look at a target. */
  @FunctionalInterface
  public interface Look {

    /** All that is there. */
    List<NativeAttempt> seen() throws TargetTroubleException;
  }
}
