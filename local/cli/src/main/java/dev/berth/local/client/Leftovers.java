package dev.berth.local.client;

import dev.berth.local.platform.Home;
import dev.berth.local.platform.LocalFleet;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Running;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Attempts that still are on this machine's pools when nobody is left to release them. */
public final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 100;

  private final Running running;
  private final Home home;
  private final Place place;
  private final Consumer<String> tell;

  /**
   * On the pools of a platform, which need not be up.
   *
   * @param tell is told of each
   */
  public Leftovers(Running running, Home home, Place place, Consumer<String> tell) {
    this.running = running;
    this.home = home;
    this.place = place;
    this.tell = tell;
  }

  /**
   * Releases all of them, as the provisioner would.
   *
   * @return how many there were
   */
  public int release() throws PlatformException, InterruptedException {
    int released = 0;
    Drivers drivers = Drivers.onClassPath();
    for (Target target : LocalFleet.prepare(Path.of(running.fleet()), home, place).targets()) {
      if (LocalFleet.isPool(target)) {
        try (Driver driver = drivers.open(target)) {
          for (NativeAttempt attempt : driver.find()) {
            release(driver, attempt);
            tell.accept("released %s on %s".formatted(attempt.attempt(), target.id()));
            released++;
          }
        } catch (TargetTroubleException e) {
          throw new PlatformException(target.id() + ": " + e.getMessage(), e);
        }
      }
    }
    return released;
  }

  private static void release(Driver driver, NativeAttempt attempt)
      throws TargetTroubleException, PlatformException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (driver.release(attempt.attempt()) instanceof ReleaseOutcome.Releasing releasing) {
      if (System.nanoTime() > deadline) {
        throw new PlatformException(
            "%s is not released after %d s: %s"
                .formatted(attempt.attempt(), PATIENCE.toSeconds(), releasing.waitingFor()));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
