package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Running;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which platform a command is about. */
final class PlaceOption {

  private static final String HOME = "berth.home";
  private static final String DEFAULT = ".berth";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The platform's folder; .berth beside the script if not said.")
  private @Nullable Path folder;

  /** Where Berth was built; the script says so. */
  static Home home() {
    return new Home(Path.of(System.getProperty(HOME, "")));
  }

  Place place() {
    return new Place(folder == null ? home().path().resolve(DEFAULT) : folder);
  }

  /**
   * The platform that is up there.
   *
   * @throws Complaint if none is
   */
  Running running() {
    Place place = place();
    return Running.read(place)
        .filter(_ -> Running.anyLives(place))
        .orElseThrow(() ->
            new Complaint(
                ExitCode.NOT_UP,
                "no platform is up in %s; ./berth up --detach starts one".formatted(place.path())));
  }
}
