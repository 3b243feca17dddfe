package dev.berth.targets.kubernetes.ray;

import dev.berth.targets.api.Changes;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import java.time.Duration;

/** Asks the head again and again, since it tells nothing by itself, and tells what is another. */
final class RayWatch implements Subscription {

  private final RayLooking looking;
  private final Duration interval;
  private final Changes changes;
  private final Thread asking;

  RayWatch(RayLooking looking, Duration interval, NativeAttemptListener listener) {
    this.looking = looking;
    this.interval = interval;
    this.changes = new Changes(listener);
    this.asking = Thread.ofVirtual().name("ray watch").unstarted(this::run);
  }

  RayWatch start() {
    asking.start();
    return this;
  }

  private void run() {
    try {
      while (true) {
        changes.after(looking::all);
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    asking.interrupt();
  }
}
