package dev.berth.monitor.watch;

import dev.berth.contracts.TargetId;
import dev.berth.targets.api.FleetDrivers;
import dev.berth.targets.api.Target;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Keeps one watcher for every target that is this replica's share: those that the fleet file names
 * and those on which something should still be. Looks at the fleet file in between.
 */
public final class WatchSchedule implements Runnable, AutoCloseable {

  private final FleetDrivers drivers;
  private final Watched watched;
  private final Publisher publisher;
  private final WatchSettings settings;
  private final WatchListener listener;
  private final Clock clock;
  private final DoubleSupplier random;
  private final Semaphore changed = new Semaphore(0);
  private final Map<TargetId, Thread> watchers = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param random numbers from 0 to 1, for jitter
   */
  public WatchSchedule(
      FleetDrivers drivers,
      Watched watched,
      Publisher publisher,
      WatchSettings settings,
      WatchListener listener,
      Clock clock,
      DoubleSupplier random) {
    this.drivers = drivers;
    this.watched = watched;
    this.publisher = publisher;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.random = random;
  }

  /** Runs until it is closed or interrupted; then every watcher has been told to end. */
  @Override
  public void run() {
    watched.onChange(changed::release);
    try {
      while (!closed) {
        look();
        if (changed.tryAcquire(settings.fleetInterval().toMillis(), TimeUnit.MILLISECONDS)) {
          changed.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Set.copyOf(watchers.keySet()).forEach(this::end);
    }
  }

  /** Ends every watcher; what they are at is given up, and seen again by whoever comes next. */
  @Override
  public void close() {
    closed = true;
    changed.release();
  }

  private void look() {
    try {
      drivers.refresh();
    } catch (RuntimeException e) {
      listener.failed(e);
    }
    share();
  }

  private void share() {
    Set<TargetId> wanted = new TreeSet<>(watched.targets());
    drivers.fleet().targets().stream().map(Target::id).forEach(wanted::add);
    wanted.removeIf(target -> watched.of(target).isEmpty());
    for (TargetId target : Set.copyOf(watchers.keySet())) {
      if (!wanted.contains(target)) {
        end(target);
      } else if (!isWatching(target)) {
        watchers.remove(target);
      }
    }
    for (TargetId target : wanted) {
      if (!watchers.containsKey(target)) {
        begin(target);
      }
    }
  }

  /** A watcher ends by itself only through an error of the JVM's; then another takes its place. */
  private boolean isWatching(TargetId target) {
    Thread watcher = watchers.get(target);
    return watcher != null && watcher.isAlive();
  }

  private void begin(TargetId target) {
    Watcher watcher =
        new Watcher(
            target,
            new Probe(drivers, target, settings.callTimeout()),
            watched,
            publisher,
            settings,
            listener,
            clock,
            random);
    watchers.put(target, Thread.ofVirtual().name("watch " + target).start(watcher));
    listener.watching(target);
  }

  /** Not waited for: a target that blocks must hold up nobody. */
  private void end(TargetId target) {
    Thread watcher = watchers.remove(target);
    if (watcher != null) {
      watcher.interrupt();
      listener.unwatched(target);
    }
  }
}
