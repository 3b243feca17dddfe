package dev.berth.monitor.watch;

import dev.berth.contracts.TargetId;
import java.time.Duration;

/** Hears what the watchers do, for metrics and logs. */
public interface WatchListener {

  /** A target is watched here from now on. */
  void watching(TargetId target);

  /** A target is watched here no longer. */
  void unwatched(TargetId target);

  /** A target was looked at. */
  void looked(TargetId target, Look look, Duration took);

  /** A target that answered does not any more, or the other way round. */
  void reachable(TargetId target, boolean reachable, String reason);

  /** An observation is written. */
  void reported(TargetId target, Report report, Duration sinceSeen);

  /** Observations could not be written and will be told again. */
  void unpublished(TargetId target, int events);

  /** The fleet could not be looked at in a way that is our own fault; it is tried again. */
  void failed(RuntimeException failure);

  /** A watcher failed in a way that is our own fault; it goes on. */
  void failed(TargetId target, RuntimeException failure);
}
