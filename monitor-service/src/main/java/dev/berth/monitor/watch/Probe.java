package dev.berth.monitor.watch;

import dev.berth.contracts.Capacity;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetDrivers;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Asks a target what is there. */
final class Probe {

  private final FleetDrivers drivers;
  private final TargetId target;
  private final BoundedCall find;
  private final BoundedCall capacity;

  /**
   * @param callTimeout how long one call of the driver is waited for
   */
  Probe(FleetDrivers drivers, TargetId target, Duration callTimeout) {
    this.drivers = drivers;
    this.target = target;
    this.find = new BoundedCall("find", callTimeout);
    this.capacity = new BoundedCall("capacity", callTimeout);
  }

  /** The target's driver as it is open now, if it can be opened. */
  Optional<Driver> driver() {
    return drivers.driver(target);
  }

  /**
   * Begins a look; cancelling it ends it.
   *
   * @param done runs when it has ended, one way or the other
   */
  FutureTask<Look> start(Runnable done) {
    FutureTask<Look> looking =
        new FutureTask<>(this::look) {
          @Override
          protected void done() {
            done.run();
          }
        };
    Thread.ofVirtual().name("look " + target).start(looking);
    return looking;
  }

  private Look look() throws InterruptedException {
    Driver driver = driver().orElse(null);
    if (driver == null) {
      String problem = drivers.problems().get(target);
      return new Look.Silent(
          problem == null ? "the fleet file does not name target " + target : problem);
    }
    try {
      List<NativeAttempt> found = find.ask(driver, driver::find, _ -> {});
      return new Look.Answered(found, capacity(driver));
    } catch (TargetTroubleException e) {
      return new Look.Silent(reason(e));
    }
  }

  /** What is there is known without it, so that its failure alone makes nothing unreachable. */
  private @Nullable Capacity capacity(Driver driver) throws InterruptedException {
    try {
      return capacity.ask(driver, driver::capacity, _ -> {});
    } catch (TargetTroubleException e) {
      return null;
    }
  }

  private static String reason(TargetTroubleException trouble) {
    Throwable cause = trouble.getCause();
    return cause == null
        ? String.valueOf(trouble.getMessage())
        : trouble.getMessage() + ": " + cause;
  }
}
