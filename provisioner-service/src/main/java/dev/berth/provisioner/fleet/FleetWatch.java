package dev.berth.provisioner.fleet;

import dev.berth.contracts.TargetId;
import dev.berth.provisioner.Targets;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetDrivers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads the fleet file again whenever it has changed, and opens what came. */
public final class FleetWatch implements Targets, Runnable, AutoCloseable {

  private final FleetDrivers drivers;
  private final Duration interval;
  private final Consumer<Map<String, String>> listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Map<String, String> problems = Map.of();

  /**
   * Reads the file for the first time.
   *
   * @param interval how often the file is looked at
   * @param listener hears what is wrong with the fleet whenever that changes, see {@link #problems}
   */
  public FleetWatch(
      FleetDrivers drivers, Duration interval, Consumer<Map<String, String>> listener) {
    this.drivers = drivers;
    this.interval = interval;
    this.listener = listener;
    look();
  }

  @Override
  public Optional<Driver> driver(TargetId target) {
    return drivers.driver(target);
  }

  /** How many targets the fleet has. */
  public int size() {
    return drivers.fleet().targets().size();
  }

  /** What is wrong with the fleet: by target, or under {@code file} with the file as a whole. */
  public Map<String, String> problems() {
    return problems;
  }

  /** Looks until it is closed. */
  @Override
  public void run() {
    try {
      while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Map<String, String> found = new TreeMap<>();
    try {
      drivers.refresh();
      drivers.problem().ifPresent(problem -> found.put("file", problem));
      drivers.problems().forEach((target, problem) -> found.put(target.value(), problem));
    } catch (RuntimeException e) {
      found.put("file", "a driver could not be opened: " + e);
    }
    if (!found.equals(problems)) {
      problems = Map.copyOf(found);
      listener.accept(found);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    drivers.close();
  }
}
