package dev.berth.monitor.watch;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import java.util.List;

/** Where a watcher writes what it saw. */
@FunctionalInterface
public interface Publisher {

  /**
   * Writes events and waits until the brokers have them.
   *
   * @return of each event, in the same order, whether it is written for certain; what is not must
   *     be told again
   */
  List<Boolean> publish(List<? extends Envelope<? extends Event>> events)
      throws InterruptedException;
}
