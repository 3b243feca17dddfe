package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.util.HashMap;
import java.util.Map;

/** Tells what has changed from one look to the next: Slurm sends no events. */
final class SlurmWatch implements Subscription {

  private static final System.Logger LOG = System.getLogger(SlurmWatch.class.getName());

  private final Polling polling;
  private final NativeAttemptListener listener;
  private final Thread asking;
  private Map<AttemptId, Observation> last = new HashMap<>();

  SlurmWatch(Polling polling, NativeAttemptListener listener, String name) {
    this.polling = polling;
    this.listener = listener;
    this.asking = Thread.ofVirtual().name("watch " + name).unstarted(this::run);
  }

  SlurmWatch start() {
    asking.start();
    return this;
  }

  @Override
  public void close() {
    asking.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Map<AttemptId, Observation> now = new HashMap<>();
        for (NativeAttempt attempt : polling.next()) {
          now.put(attempt.attempt(), attempt.observation());
          if (!attempt.observation().equals(last.get(attempt.attempt()))) {
            tell(attempt);
          }
        }
        last = now;
      } catch (TargetTroubleException e) {
        // A watch tells of changes only; that Slurm is away is seen by whoever asks it.
        last = new HashMap<>();
      }
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
}
