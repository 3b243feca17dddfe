package dev.berth.targets.api;

import dev.berth.contracts.TargetId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An open driver for every target that the fleet file names, or once named. A target that leaves
 * the file keeps its driver until this program ends: what runs there must still be released.
 */
public final class FleetDrivers implements AutoCloseable {

  private record Opened(Target target, Driver driver) {}

  private final FleetSource source;
  private final Drivers drivers;
  private final Map<TargetId, Opened> opened = new ConcurrentHashMap<>();
  private final Map<TargetId, String> problems = new ConcurrentHashMap<>();

  /** Over that file; nothing is opened before the first {@link #refresh}. */
  public FleetDrivers(FleetSource source, Drivers drivers) {
    this.source = source;
    this.drivers = drivers;
  }

  /**
   * Reads the fleet file again if it has changed, opens drivers for targets that came, and opens
   * those anew whose description changed.
   *
   * @return whether anything is another now
   */
  public synchronized boolean refresh() {
    boolean changed = source.refresh();
    changed |= problems.keySet().removeIf(target -> source.fleet().target(target).isEmpty());
    for (Target target : source.fleet().targets()) {
      Opened before = opened.get(target.id());
      if (before == null || !before.target().equals(target)) {
        changed |= open(target, before);
      } else {
        // It was wrong in between and is again as its driver knows it.
        changed |= problems.remove(target.id()) != null;
      }
    }
    return changed;
  }

  private boolean open(Target target, @org.jspecify.annotations.Nullable Opened before) {
    try {
      opened.put(target.id(), new Opened(target, drivers.open(target)));
      problems.remove(target.id());
      if (before != null) {
        before.driver().close();
      }
      return true;
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      return !problem.equals(problems.put(target.id(), problem));
    }
  }

  /** The fleet as last read well. */
  public Fleet fleet() {
    return source.fleet();
  }

  /** The driver of a target, if it ever had one. */
  public Optional<Driver> driver(TargetId target) {
    return Optional.ofNullable(opened.get(target)).map(Opened::driver);
  }

  /** What is wrong with the fleet file as a whole, if something is. */
  public Optional<String> problem() {
    return source.problem();
  }

  /** Why targets of the file have no driver as the file now describes them, by target. */
  public Map<TargetId, String> problems() {
    return new TreeMap<>(problems);
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(one -> one.driver().close());
    opened.clear();
  }
}
