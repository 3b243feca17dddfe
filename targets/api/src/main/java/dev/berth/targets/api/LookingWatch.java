package dev.berth.targets.api;

import java.time.Duration;

/**
 * Tells what has changed from one look to the next, for targets that send no events; looks and
 * rests by turns until it is closed.
 */
public final class LookingWatch implements Subscription {

  private final Changes.Look look;
  private final Duration rest;
  private final Changes changes;
  private final Thread looking;

  /**
   * Does nothing before {@link #start}.
   *
   * @param look how; closing the watch interrupts it
   * @param rest from the end of a look to the next; zero for looks that pace themselves
   * @param name the target's, for whoever reads a list of threads
   */
  public LookingWatch(
      Changes.Look look, Duration rest, NativeAttemptListener listener, String name) {
    this.look = look;
    this.rest = rest;
    this.changes = new Changes(listener);
    this.looking = Thread.ofVirtual().name("watch " + name).unstarted(this::run);
  }

  /** Begins with a look at once. */
  public LookingWatch start() {
    looking.start();
    return this;
  }

  private void run() {
    try {
      while (true) {
        changes.after(look);
        Thread.sleep(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    looking.interrupt();
  }
}
