package dev.berth.local.cli;

import dev.berth.local.platform.Home;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Running;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which fleet a command is about that asks no service. */
final class FleetOption {

  @Option(
      names = "--fleet",
      paramLabel = "FILE",
      description =
          "The fleet file; that of the platform in --data if not said, or examples/local-fleet.yaml.")
  private @Nullable Path file;

  /** The file. */
  Path file(Home home, Place place) {
    if (file != null) {
      return file.toAbsolutePath().normalize();
    }
    return Running.read(place).map(running -> Path.of(running.fleet())).orElse(home.fleet());
  }

  boolean isSaid() {
    return file != null;
  }
}
