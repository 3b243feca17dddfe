package dev.berth.targets.slurm;

import dev.berth.targets.api.Changes;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.Subscription;

/** Tells what has changed from one look to the next: Slurm sends no events. */
final class SlurmWatch implements Subscription {

  private final Polling polling;
  private final Changes changes;
  private final Thread asking;

  SlurmWatch(Polling polling, NativeAttemptListener listener, String name) {
    this.polling = polling;
    this.changes = new Changes(listener);
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
      changes.after(polling::awaitNext);
    }
  }
}
