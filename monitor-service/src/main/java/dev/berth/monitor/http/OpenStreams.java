package dev.berth.monitor.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Bounds how many streams are open at once. */
public final class OpenStreams {

  private final Semaphore free;

  /** At most so many. */
  public OpenStreams(int maximum) {
    this.free = new Semaphore(maximum);
  }

  /** A place for one more, to be closed when it ends; empty if there is none. */
  Optional<Place> take() {
    return free.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
  }

  /** The place of one stream. */
  final class Place implements AutoCloseable {
    @Override
    public void close() {
      free.release();
    }
  }
}
