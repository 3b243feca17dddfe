package dev.berth.local.client;

import dev.berth.contracts.TargetId;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.LocalFleet;
import dev.berth.local.platform.PlatformException;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.Target;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Targets of a fleet file, for commands that ask them without a service. */
public final class Fleets {

  private Fleets() {}

  /**
   * A fleet, with its paths as the services of a platform on this machine would take them.
   *
   * @throws Complaint if the file cannot be read, naming what is wrong in it
   */
  public static Fleet read(Path file, Home home) {
    try {
      return LocalFleet.read(file, home);
    } catch (PlatformException e) {
      throw new Complaint(ExitCode.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A target by its name.
   *
   * @throws Complaint if the fleet has none of that name, with those that it has
   */
  public static Target target(Fleet fleet, String name) {
    return fleet.targets().stream()
        .filter(one -> one.id().value().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Complaint(
                ExitCode.UNKNOWN,
                "the fleet has no target '%s'; it has %s"
                    .formatted(
                        name,
                        fleet.targets().stream()
                            .map(Target::id)
                            .map(TargetId::value)
                            .collect(Collectors.joining(", ")))));
  }

  /**
   * What knows that target's kind.
   *
   * @throws Complaint if this program does not
   */
  public static DriverProvider provider(Target target) {
    try {
      return Drivers.onClassPath().provider(target);
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.INVALID, String.valueOf(e.getMessage()));
    }
  }
}
