package dev.berth.targets.vm;

import dev.berth.targets.api.Changes;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;
import java.time.Duration;

/** Tells what has changed from one look to the next: machines send no events. */
final class VmWatch implements Subscription {

  private final Changes changes;
  private final Changes.Look look;
  private final Duration interval;
  private final Thread asking;

  VmWatch(Changes.Look look, Duration interval, NativeAttemptListener listener, String name) {
    this.look = look;
    this.interval = interval;
    this.changes = new Changes(listener);
    this.asking = Thread.ofVirtual().name("watch " + name).unstarted(this::run);
  }

  VmWatch start() {
    asking.start();
    return this;
  }

  @Override
  public void close() {
    asking.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        changes.after(look);
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
